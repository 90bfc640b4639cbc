# Sourced by bin/lead and bin/vertx: sets root, java, class_path and jvm_flags; builds a checkout that changed since its
# last build. Every build goes into a folder of its own below target/dist, named by target/dist/current, so that a
# service that runs keeps the jars it started with; its libraries are shared with the builds that need the same.
# LEAD_NO_BUILD=1 takes the last build as it is.

fail() {
  echo "${0##*/}: $*" >&2
  exit 2
}

find_java() {
  if [ -n "${JAVA_HOME:-}" ]; then
    java=$JAVA_HOME/bin/java
    [ -x "$java" ] || fail "JAVA_HOME is $JAVA_HOME, but there is no bin/java in it"
  else
    java=$(command -v java) || fail "no java is found: install JDK 17 or newer, or set JAVA_HOME"
  fi
  local version
  java_release=$(dirname "$(dirname "$(readlink -f "$java" 2>/dev/null || echo "$java")")")/release
  if [ -r "$java_release" ]; then # saves the start of a JVM
    version=$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$java_release")
  else
    java_release=/dev/null
    version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')
  fi
  java_major=${version%%[!0-9]*}
  [ "${java_major:-0}" -ge 17 ] || fail "$java is Java ${version:-of an unknown version}, but 17 or newer is needed"
}

# Whether a source is newer than the last build, or there is none.
stale() {
  local current
  current=$(cat "$dist/current" 2>/dev/null) || return 0
  [ -f "$dist/$current/stamp" ] && [ -d "$dist/$(<"$dist/$current/libraries")" ] || return 0
  [ -n "$(find "$root/src/main" "$root/pom.xml" -newer "$dist/$current/stamp" -print 2>/dev/null | head -n 1)" ]
}

# Moves a fresh build's libraries to where builds with the same ones find them; their names hold their versions.
share_libraries() {
  local shared
  shared=$dist/libraries-$(cd "$1" && ls lib lib-dev | cksum | tr ' ' -)
  if [ -d "$shared" ]; then
    rm -rf "$1/lib" "$1/lib-dev"
  else
    mkdir "$shared.$$"
    mv "$1/lib" "$1/lib-dev" "$shared.$$"
    mv "$shared.$$" "$shared"
  fi
  echo "${shared##*/}" >"$1/libraries"
}

# The stamp is older than what Maven reads, so that a change during the build is seen by the next call.
build() {
  local name fresh
  name=$(date +%Y%m%d-%H%M%S)-$$
  fresh=$dist/$name
  command -v mvn >/dev/null || fail "no mvn is found: building needs Maven 3.8.7 or newer"
  echo "building…" >&2
  mkdir -p "$fresh"
  touch "$fresh/stamp"
  # Maven resets colours that it never set.
  if ! (cd "$root" && mvn -q -B -Dmaven.test.skip -Dgate.skip -Dassembly.dir="$fresh" package 2>&1) |
    sed $'s/\033\\[0*m//g' >&2; then
    rm -rf "$fresh"
    fail "the build failed"
  fi
  share_libraries "$fresh"
  echo "$name" >"$dist/current.$$"
  mv -f "$dist/current.$$" "$dist/current"
  prune "$name"
}

# An old build goes once no command line names it; an hour covers a command that is about to start.
prune() {
  local running old
  running=$(ps -A -ww -o args= 2>/dev/null) || return 0
  find "$dist" -mindepth 1 -maxdepth 1 -type d -mmin +60 | while read -r old; do
    case $running in
      *"$old/"*) ;;
      *) [ "${old##*/}" = "$1" ] || grep -qsxF "${old##*/}" "$dist"/*/libraries || rm -rf "$old" ;;
    esac
  done
}

# jars FOLDER...: their jars in one order, always the same, since a class-data archive asks for it.
jars() {
  local LC_ALL=C folder jar
  for folder in "$@"; do
    for jar in "$folder"/*.jar; do
      if [ -e "$jar" ]; then class_path=$class_path${class_path:+:}$jar; fi
    done
  done
}

# A service that takes leads and stops, with back ends of its own and as the member of a cluster, in a JVM with one flag more.
trial_run() {
  local data code=0
  data=$(mktemp -d)
  cat >"$data/defaults.yaml" <<END
http: {cors-origins: [], drain: 1s} # the defaults, for the classes that read them
cluster: {name: trial-$$}
END
  (
    # Whatever is set for another service must not lead this one to its back ends.
    for name in $(compgen -e); do
      case $name in
        LEAD_* | *_URI | *_URL | *_FILE | KAFKA_BROKERS | ENCRYPTION_KEY | JWT_SECRET | NODE_ENV | OTEL_*) unset "$name" ;;
      esac
    done
    APP_ENV=development DATA_DIR="$data" PORT=0 MANAGEMENT_PORT=0 \
      "$java" "${jvm_flags[@]}" "$1" -cp "$class_path" \
      io.leadservice.cli.LeadCommand run --once --leads 100 --cluster --conf "$data/defaults.yaml"
  ) >"$data/log" 2>&1 || code=$?
  rm -rf "$data"
  return $code
}

# Names the classes that such a service loads, in the file $1.
list_classes() {
  trial_run "-XX:DumpLoadedClassList=$1.$$" && mv -f "$1.$$" "$1"
}

# Makes the archive of the classes that the file $1 names.
dump_classes() {
  "$java" "${jvm_flags[@]}" -Xshare:dump -XX:SharedClassListFile="$1" -XX:SharedArchiveFile="$archive.$$" \
    -cp "$library_path" >/dev/null 2>&1 && mv -f "$archive.$$" "$archive"
}

# The libraries' classes in the form that the JVM works with, which saves a start about half of its CPU time. Made once for
# a set of libraries and a JDK. Our own classes are not in it, so that it outlives a build.
archive_libraries() {
  echo "preparing quicker starts (once for these libraries and this JDK)…" >&2
  if ! { list_classes "${archive%.jsa}.list" && dump_classes "${archive%.jsa}.list"; }; then
    echo "that failed, so starts take longer" >&2
    touch "$archive"
  fi
}

# Our own classes on top of that: a tenth of its size, made with each build.
archive_build() {
  echo "preparing quicker starts (once for this build)…" >&2
  if ! { trial_run "-XX:ArchiveClassesAtExit=$own_archive.$$" && mv -f "$own_archive.$$" "$own_archive"; }; then
    echo "that failed, so starts take longer" >&2
    touch "$own_archive"
  fi
}

# From Java 25 on what serves for long has a cache instead, in which classes are linked already; half a minute for each build,
# with leads to learn from. It fits a JVM with the modules that it was made with.
cache_build() {
  echo "preparing quicker starts (once for this build)…" >&2
  if ! {
    (
      jvm_flags=("${jvm_flags[@]/-XX:TieredStopAtLevel=1/-XX:+TieredCompilation}")
      open_modules
      trial_run "-XX:AOTCacheOutput=$cache.$$"
    ) && mv -f "$cache.$$" "$cache"
  }; then
    echo "that failed, so starts take longer" >&2
    touch "$cache"
  fi
}

# Has the JVM use what there is of both archives.
use_archives() {
  if [ ! -s "$archive" ]; then return; fi
  local files=$archive
  if [ -s "$own_archive" ]; then files=$files:$own_archive; fi
  jvm_flags+=(-XX:SharedArchiveFile="$files" -Xlog:cds=off)
}

archive_classes() {
  [ -f "$archive" ] || archive_libraries
  if [ -s "$archive" ] && [ ! -f "$own_archive" ]; then
    (use_archives && archive_build)
  fi
}

# Makes what is not there by the function $1, in a checkout whose user wants it; one process at a time.
prepare() {
  if [ ! -f "$root/pom.xml" ] || [ -n "${LEAD_NO_BUILD:-}${LEAD_NO_ARCHIVE:-}" ]; then return; fi
  (
    if command -v flock >/dev/null; then flock 9; fi
    "$1"
  ) 9>"$dist/lock"
}

# What Hazelcast asks for.
open_modules() {
  jvm_flags+=(--add-modules java.se --add-exports java.base/jdk.internal.ref=ALL-UNNAMED
    --add-opens java.base/java.lang=ALL-UNNAMED --add-opens java.base/sun.nio.ch=ALL-UNNAMED
    --add-opens java.management/sun.management=ALL-UNNAMED
    --add-opens jdk.management/com.sun.management.internal=ALL-UNNAMED)
}

build_if_stale() {
  if [ -n "${LEAD_NO_BUILD:-}" ] || ! stale; then return; fi
  mkdir -p "$dist" || fail "a build is needed, but $dist cannot be written"
  # One build at a time; whoever waited takes the build that it waited for.
  (
    if command -v flock >/dev/null; then flock 9; fi
    if stale; then build; fi
  ) 9>"$dist/lock" || exit
}

root=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
find_java
export LEAD_HOME="$root" DATA_DIR="${DATA_DIR:-$root/.data}"

assembly=$root
libraries=$root
if [ -f "$root/pom.xml" ]; then
  dist=$root/target/dist
  build_if_stale
  assembly=$dist/$(cat "$dist/current" 2>/dev/null) || fail "nothing is built yet, and LEAD_NO_BUILD is set"
  libraries=$dist/$(cat "$assembly/libraries")
fi
class_path=
jars "$libraries/lib" "$libraries/lib-dev"
library_path=$class_path
jars "$assembly"

# A process without memory is restarted, not half alive. And the collector that costs the least on few cores. Netty's events
# for the flight recorder cost a start the recorder's classes.
jvm_flags=(-XX:+ExitOnOutOfMemoryError -Dio.netty.jfr.enabled=false)
case ${LEAD_JAVA_OPTS:-} in
  *-XX:+Use*GC*) ;;
  *) jvm_flags+=(-XX:+UseSerialGC) ;;
esac
# What works for moments, or on a few leads, ends before the optimising compiler has paid for itself. What serves gives it a
# method after four times the usual number of calls: less than that is hot in a start only, and load passes it in seconds.
case ${LEAD_JAVA_OPTS:-}:${1:-} in
  *Tier*:*) ;;
  *:run | *:token | *:send | *:backends | *:torture) jvm_flags+=(-XX:TieredStopAtLevel=1) ;;
  *)
    jvm_flags+=(-XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=2400
      -XX:Tier4CompileThreshold=60000 -XX:Tier4BackEdgeThreshold=160000)
    ;;
esac
# Fewer and larger pages of memory for what serves, where Linux gives them to who asks (ADR 59).
case ${1:-} in
  serve | bench)
    if grep -qE '\[(madvise|always)\]' /sys/kernel/mm/transparent_hugepage/enabled 2>/dev/null; then
      jvm_flags+=(-XX:+UseTransparentHugePages)
    fi
    ;;
esac
# Silences warnings about native code that newer JDKs print.
if [ "$java_major" -ge 24 ]; then
  jvm_flags+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
fi

# Objects with smaller headers, which an archive must have been made with.
compact=
if [ "$java_major" -ge 25 ]; then
  compact=-XX:+UseCompactObjectHeaders
  jvm_flags+=("$compact")
fi

fingerprint=$({ cat "$java_release" && echo "$compact"; } | cksum | tr ' ' -)
archive=$libraries/classes-$fingerprint.jsa
own_archive=$assembly/own-classes-$fingerprint.jsa
cache=$assembly/classes-$fingerprint.aot

long_lived=
if [ "$java_major" -ge 25 ]; then
  case ${1:-} in serve | torture | bench) long_lived=1 ;; esac
fi
if [ -n "$long_lived" ]; then
  [ -f "$cache" ] || prepare cache_build
fi
if [ -n "$long_lived" ] && [ -s "$cache" ]; then
  open_modules
  jvm_flags+=(-XX:AOTCache="$cache" -Xlog:aot*=off -Xlog:cds=off)
else
  [ -f "$archive" ] && [ -f "$own_archive" ] || prepare archive_classes
  use_archives
  # Without a cluster they only cost time at the start.
  case " $* " in *" -cluster "* | *" --cluster "*) open_modules ;; esac
fi
