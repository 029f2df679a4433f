# shellcheck shell=sh
# Sourced by the programs in bin, which set self to their own path and home, jars to the folder of the jars they need, and
# flags to what they tell Java: finds Java 17 or newer, and starts it.

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

# The major version, and the build as it names itself. Nearly every Java has both in a file, which saves the time of asking
# the program.
java_version() {
  real=$(readlink -f "$java")
  release=${real%/bin/*}/release
  version=
  build=
  if [ -r "$release" ]; then
    while IFS='="' read -r key _ value _; do
      case $key in
        JAVA_VERSION) version=$value ;;
        JAVA_RUNTIME_VERSION) build=$value ;;
      esac
    done <"$release"
  fi
  if [ -z "$version" ]; then
    version=$("$java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p')
  fi
  build=${build:-$version}
  version=${version#1.}
  version=${version%%[!0-9]*}
}

# classpath FOLDER: an archive is for the jars in the order in which they were when it was made.
classpath() {
  (LC_ALL=C && set -- "$1"/*.jar && IFS=: && echo "$*")
}

# run CLASS [ARGUMENT]...
run() {
  find_java
  java_version
  [ "${version:-0}" -ge 17 ] || refuse "$java is Java ${version:-unknown}: install Java 17 or newer, or set JAVA_HOME to one"
  # shellcheck disable=SC2154 # self and home are set by who sources this
  archive=$home/archive/${self##*/}-$build.jsa
  # The later of two that contradict each other counts: what a user says in JAVA_OPTS.
  # shellcheck disable=SC2086,SC2154 # words, each; jars is set by who sources this
  set -- ${flags:-} ${JAVA_OPTS:-} -cp "$(classpath "$jars")" "$@"
  if [ -n "${LIST_CLASSES:-}" ]; then
    set -- "-XX:DumpLoadedClassList=$LIST_CLASSES" "$@"
  elif [ -r "$archive" ]; then
    set -- "-XX:SharedArchiveFile=$archive" "$@"
  fi
  # One that does not fit is of no use and does no harm: nothing to tell anybody.
  set -- -Xshare:auto "-Xlog:cds*=off" "$@"
  if [ "$version" -ge 24 ]; then
    # From 24 on Java warns on stderr about what Netty and protobuf do for speed, and calls archives by another name.
    set -- --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED "-Xlog:aot*=off" "$@"
  fi
  exec "$java" "$@"
}
