# shellcheck shell=sh
# Sourced by the programs in bin, which set home: finds Java 17 or newer, and starts it.

refuse() {
  echo "${0##*/}: $1" >&2
  exit 1
}

find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || refuse "there is no $java: set JAVA_HOME to a Java 17 or newer, or unset it"
  else
    java=$(command -v java) || refuse "there is no Java here: install Java 17 or newer, or set JAVA_HOME to one"
  fi
}

# The major version. Nearly every Java has it in a file, which saves the time of asking the program.
java_version() {
  release=$(dirname "$(dirname "$(readlink -f "$java")")")/release
  version=
  if [ -r "$release" ]; then
    while IFS='="' read -r key _ value _; do
      if [ "$key" = JAVA_VERSION ]; then version=$value; fi
    done <"$release"
  fi
  if [ -z "$version" ]; then
    version=$("$java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p')
  fi
  version=${version#1.}
  version=${version%%[!0-9]*}
}

run() {
  find_java
  java_version
  [ "${version:-0}" -ge 17 ] || refuse "$java is Java ${version:-unknown}: install Java 17 or newer, or set JAVA_HOME to one"
  if [ "$version" -ge 24 ]; then
    # From 24 on Java warns on stderr about what Netty and protobuf do for speed.
    set -- --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED "$@"
  fi
  # shellcheck disable=SC2086,SC2154 # JAVA_OPTS is a list of words; home is set by who sources this
  exec "$java" ${JAVA_OPTS:-} -cp "$home/lib/*" "$@"
}
