# shellcheck shell=sh
# Sourced by the programs in bin, which set self to their own path and home to that of the distribution: finds Java 17 or newer,
# and starts it with the program's libraries (lib/PROGRAM.classpath) and flags (libexec/flags/PROGRAM).

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

# classpath PROGRAM: its own jar and the libraries that its list names. An archive is for the jars in the order in which they were
# when it was made.
classpath() {
  # shellcheck disable=SC2154 # home is set by who sources this
  IFS= read -r list <"$home/lib/$1.classpath" || true
  path=$home/lib/$1.jar
  rest=$list:
  while [ "$rest" != : ] && [ -n "$rest" ]; do
    path=$path:$home/${rest%%:*}
    rest=${rest#*:}
  done
  echo "$path"
}

# has_aot_cache: from 25 on Java keeps, beside classes, what it learnt while they ran, and makes such a cache as a program ends.
has_aot_cache() {
  [ "$version" -ge 25 ]
}

# archive PROGRAM: where the archive of its classes is, for this Java.
archive() {
  if has_aot_cache; then
    echo "$home/archive/$1-$build.aot"
  else
    echo "$home/archive/$1-$build.jsa"
  fi
}

# other_collector: Java refuses two of them, so that the user's own choice switches ours off.
other_collector() {
  for option in ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-} ${JAVA_OPTS:-}; do
    case $option in
      -XX:+UseG1GC | -XX:+UseParallelGC | -XX:+UseZGC | -XX:+UseShenandoahGC | -XX:+UseEpsilonGC) return 0 ;;
    esac
  done
  return 1
}

# run [PROPERTY]... CLASS [ARGUMENT]...
run() {
  find_java
  java_version
  [ "${version:-0}" -ge 17 ] || refuse "$java is Java ${version:-unknown}: install Java 17 or newer, or set JAVA_HOME to one"
  # shellcheck disable=SC2154 # self is set by who sources this
  program=${self##*/}
  flags=$home/libexec/flags
  archive=$(archive "$program")
  # The later of two that contradict each other counts: what a user says in JAVA_OPTS.
  # shellcheck disable=SC2086 # words, each
  set -- ${JAVA_OPTS:-} -cp "$(classpath "$program")" "$@"
  if other_collector; then
    set -- -XX:-UseSerialGC "$@"
  fi
  set -- "@$flags/$program" "$@"
  if [ -n "${LIST_CLASSES:-}" ]; then
    if has_aot_cache; then
      set -- "-XX:AOTCacheOutput=$LIST_CLASSES" "$@"
    else
      set -- "-XX:DumpLoadedClassList=$LIST_CLASSES" "$@"
    fi
  elif [ -r "$archive" ]; then
    if has_aot_cache; then
      set -- "-XX:AOTCache=$archive" "$@"
    else
      set -- "-XX:SharedArchiveFile=$archive" "$@"
    fi
  fi
  if [ "$version" -ge 24 ]; then
    set -- "@$flags/java-24" "$@"
  fi
  exec "$java" "@$flags/all" "$@"
}
