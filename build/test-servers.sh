# The servers and tools that tests need beside .NET and Node. Sourced.

chromium_path() {
  command -v chromium || command -v chromium-browser || command -v google-chrome || command -v google-chrome-stable ||
    { [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] && echo "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; }
}

has_postgres() { ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || command -v postgres >/dev/null; }

# Packages that are missing, as Debian names them. Installed as root; else the sentence says what to install.
install_test_servers() {
  local missing=()
  has_postgres || missing+=(postgresql)
  command -v redis-server >/dev/null || missing+=(redis-server)
  command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing+=(nginx-light)
  command -v pgbouncer >/dev/null || [ -x /usr/sbin/pgbouncer ] || missing+=(pgbouncer)
  [ "$(uname)" != Linux ] || command -v faketime >/dev/null || missing+=(faketime)
  command -v soffice >/dev/null || missing+=(libreoffice-writer-nogui)
  command -v pdftotext >/dev/null || missing+=(poppler-utils)
  { command -v spin >/dev/null && command -v cc >/dev/null; } || missing+=(spin gcc libc6-dev)
  if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
      echo "Installing ${missing[*]} …" >&2
      # The servers that the packages start by themselves are not wanted: the tests start their own.
      local policy=/usr/sbin/policy-rc.d
      if [ -e $policy ]; then policy=; else printf '#!/bin/sh\nexit 101\n' >$policy && chmod +x $policy; fi
      (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}") >/dev/null
      local installed=$?
      [ -z "$policy" ] || rm -f "$policy"
      [ $installed -eq 0 ] || return 1
    else
      echo "The tests need ${missing[*]}: install them (Debian: apt-get install ${missing[*]}; macOS: brew install postgresql@17 pgbouncer redis nginx spin poppler libreoffice)." >&2
      return 1
    fi
  fi
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
