# Sourced by test and .ci/run: the journeys need a Chromium. On Debian as root it is installed; elsewhere an installed Chrome or Edge will do.

have_browser() {
  [ -n "${AGENTWEB_BROWSER:-}" ] && return 0
  for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable microsoft-edge; do
    command -v "$name" >/dev/null && return 0
  done
  [ -d "/Applications/Google Chrome.app" ] || [ -d "/Applications/Microsoft Edge.app" ]
}

if ! have_browser; then
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null && { apt-get install -qq -y --no-install-recommends chromium-headless-shell || apt-get install -qq -y --no-install-recommends chromium; } >/dev/null || missing "Chromium could not be installed."
  else
    missing "The journeys need a browser. Install Chromium, Chrome or Edge, or set AGENTWEB_BROWSER to one, and run this again."
  fi
fi
