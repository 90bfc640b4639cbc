# Sourced by bin/lead and bin/vertx: sets root, java, class_path and jvm_flags; builds a checkout that changed since its
# last build. Every build goes into a folder of its own below target/dist, named by target/dist/current, so that a
# service that runs keeps the jars it started with. LEAD_NO_BUILD=1 takes the last build as it is.

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
  local release version
  release=$(dirname "$(dirname "$(readlink -f "$java" 2>/dev/null || echo "$java")")")/release
  if [ -r "$release" ]; then # saves the start of a JVM
    version=$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$release")
  else
    version=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')
  fi
  java_major=${version%%[!0-9]*}
  [ "${java_major:-0}" -ge 17 ] || fail "$java is Java ${version:-of an unknown version}, but 17 or newer is needed"
}

# Whether a source is newer than the last build, or there is none.
stale() {
  local current
  current=$(cat "$dist/current" 2>/dev/null) || return 0
  [ -f "$dist/$current/stamp" ] || return 0
  [ -n "$(find "$root/src/main" "$root/pom.xml" -newer "$dist/$current/stamp" -print 2>/dev/null | head -n 1)" ]
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
  if ! (cd "$root" && mvn -q -B -Dstyle.color=never -Dmaven.test.skip -Dgate.skip -Dassembly.dir="$fresh" package) >&2; then
    rm -rf "$fresh"
    fail "the build failed"
  fi
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
      *) [ "${old##*/}" = "$1" ] || rm -rf "$old" ;;
    esac
  done
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
if [ -f "$root/pom.xml" ]; then
  dist=$root/target/dist
  build_if_stale
  assembly=$dist/$(cat "$dist/current" 2>/dev/null) || fail "nothing is built yet, and LEAD_NO_BUILD is set"
fi
class_path="$assembly/lib/*:$assembly/lib-dev/*"

# Hazelcast asks for these; without a cluster they only cost time at the start.
jvm_flags=()
case " $* " in
  *" -cluster "* | *" --cluster "*)
    jvm_flags+=(--add-modules java.se --add-exports java.base/jdk.internal.ref=ALL-UNNAMED
      --add-opens java.base/java.lang=ALL-UNNAMED --add-opens java.base/sun.nio.ch=ALL-UNNAMED
      --add-opens java.management/sun.management=ALL-UNNAMED
      --add-opens jdk.management/com.sun.management.internal=ALL-UNNAMED)
    ;;
esac
# Silences warnings about native code that newer JDKs print.
if [ "$java_major" -ge 24 ]; then
  jvm_flags+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
fi
