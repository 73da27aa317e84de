# The servers and tools that tests need beside .NET and Node. Sourced. Issue 3 adds PostgreSQL and Redis here.

chromium_path() {
  command -v chromium || command -v chromium-browser || command -v google-chrome || command -v google-chrome-stable ||
    { [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] && echo "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; }
}

install_test_servers() {
  if ! chromium_path >/dev/null || ! fc-list ':lang=zh' 2>/dev/null | grep -q .; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
      echo "Installing Chromium and a Chinese font …" >&2
      (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk fontconfig) >/dev/null || return 1
    elif ! chromium_path >/dev/null; then
      echo "The browser tests need Chromium: install it (Debian: apt-get install chromium fonts-noto-cjk; macOS: brew install --cask google-chrome)." >&2
      return 1
    fi
  fi
  INKSTREAM_CHROMIUM=$(chromium_path)
  export INKSTREAM_CHROMIUM
}
