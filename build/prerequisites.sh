# Sourced by run, test and .ci/run: says what is missing before a build fails over it.

missing() {
  echo "$1" >&2
  exit 1
}

command -v dotnet >/dev/null || missing "The .NET SDK 10 is missing. Install it from https://dotnet.microsoft.com/download/dotnet/10.0 and run this again."
dotnet --list-sdks | grep -q '^10\.' || missing "AgentWeb needs the .NET SDK 10; found: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' '). Install it from https://dotnet.microsoft.com/download/dotnet/10.0 and run this again."
command -v node >/dev/null && command -v npm >/dev/null || missing "Node.js 20 or later (with npm) is missing. Install it from https://nodejs.org and run this again."
node_version=$(node --version)
node_major=${node_version#v}
node_major=${node_major%%.*}
[ "$node_major" -ge 20 ] || missing "AgentWeb needs Node.js 20 or later; found $node_version. Install a newer one from https://nodejs.org and run this again."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# PDFs are read by poppler. Without it everything else works, and a PDF says what is missing.
if ! command -v pdftotext >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing poppler-utils, which reads PDFs"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends poppler-utils; } >/dev/null 2>&1 ||
    echo "poppler-utils could not be installed; PDFs will not be read." >&2
fi
