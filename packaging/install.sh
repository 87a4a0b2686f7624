#!/bin/sh
# Installs chronic @VERSION@ for one user: the program, its manual and what lets a shell complete it.
#   CHRONIC_PREFIX    the folder to install into, in place of ~/.local
#   CHRONIC_RELEASE   where the release's files are, in place of GitHub
set -eu

fail() {
  echo "install.sh: $1" >&2
  exit 1
}

# All in a function, so that half a download does nothing.
main() {
  prefix=${CHRONIC_PREFIX:-$HOME/.local}
  release=${CHRONIC_RELEASE:-https://github.com/@ADDRESS@/releases/download/v@VERSION@}
  case "$(uname -s) $(uname -m)" in
    "Linux x86_64") target=x86_64-unknown-linux-musl sum=@SHA256 x86_64-unknown-linux-musl@ ;;
    "Linux aarch64" | "Linux arm64") target=aarch64-unknown-linux-musl sum=@SHA256 aarch64-unknown-linux-musl@ ;;
    "Darwin x86_64") target=x86_64-apple-darwin sum=@SHA256 x86_64-apple-darwin@ ;;
    "Darwin arm64") target=aarch64-apple-darwin sum=@SHA256 aarch64-apple-darwin@ ;;
    *) fail "there is no binary for this machine ($(uname -s) $(uname -m)). With Rust, this builds one: cargo install chronic-absence" ;;
  esac
  name=chronic-@VERSION@-$target

  temporary=$(mktemp -d)
  trap 'rm -rf "$temporary"' EXIT
  download "$release/$name.tar.gz" "$temporary/archive"
  found=$(digest "$temporary/archive")
  [ "$found" = "$sum" ] || fail "$name.tar.gz isn't what was released: its checksum is $found and should be $sum. Nothing was installed. Try again, and report it if it happens twice."
  tar -xzf "$temporary/archive" -C "$temporary"

  put "$temporary/$name/chronic" "$prefix/bin/chronic"
  chmod 755 "$prefix/bin/chronic"
  for page in "$temporary/$name"/man/*; do
    put "$page" "$prefix/share/man/man1/${page##*/}"
  done
  put "$temporary/$name/completions/chronic.bash" "$prefix/share/bash-completion/completions/chronic"
  put "$temporary/$name/completions/_chronic" "$prefix/share/zsh/site-functions/_chronic"
  put "$temporary/$name/completions/chronic.fish" "$prefix/share/fish/vendor_completions.d/chronic.fish"
  echo "Installed chronic @VERSION@ as $prefix/bin/chronic."

  answering=$(command -v chronic || true)
  if [ -z "$answering" ]; then
    echo "Add $prefix/bin to your PATH to call it: export PATH=\"$prefix/bin:\$PATH\""
  elif [ "$answering" != "$prefix/bin/chronic" ]; then
    echo "But chronic runs $answering, which is another program or version. Put $prefix/bin first in your PATH: export PATH=\"$prefix/bin:\$PATH\""
  fi
}

download() {
  if command -v curl > /dev/null; then
    curl -fsSL -o "$2" "$1" || fail "$1 can't be downloaded. Check the connection and try again."
  elif command -v wget > /dev/null; then
    wget -q -O "$2" "$1" || fail "$1 can't be downloaded. Check the connection and try again."
  else
    fail "neither curl nor wget is installed, and one is needed to download chronic."
  fi
}

digest() {
  if command -v sha256sum > /dev/null; then
    sha256sum "$1" | cut -d ' ' -f 1
  else
    shasum -a 256 "$1" | cut -d ' ' -f 1
  fi
}

# Moved into place in one step, so that a run of the old one goes on undisturbed.
put() {
  mkdir -p "${2%/*}"
  cp "$1" "$2.new"
  mv -f "$2.new" "$2"
}

main
