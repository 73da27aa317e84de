// Before the first paint, so that a dark room is not lit by a white page; a file of its own, so
// that a content security policy need not allow inline script.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem("inkstream.theme");
  } catch {
    chosen = null;
  }
  var dark = matchMedia("(prefers-color-scheme: dark)").matches;
  var scheme = chosen === "dark" || chosen === "light" ? chosen : dark ? "dark" : "light";
  document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
})();
