# Sourced by bin/lead and bin/vertx: sets root, java, class_path and jvm_flags; builds a checkout that is newer than its jars.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
export LEAD_HOME="$root" DATA_DIR="${DATA_DIR:-$root/.data}"

if [ -f "$root/pom.xml" ]; then
  jar="$root/target/lead-service.jar"
  if [ ! -f "$jar" ] || [ -n "$(find "$root/src/main" "$root/pom.xml" -newer "$jar" -print -quit)" ]; then
    echo "building…" >&2
    (cd "$root" && mvn -q -B -DskipTests -Dgate.skip package) >&2
  fi
  class_path="$root/target/*:$root/target/lib/*:$root/target/lib-dev/*"
else
  class_path="$root/lib/*:$root/lib-dev/*"
fi

# The first group is what Hazelcast asks for; the second silences warnings about native code that newer JDKs print.
jvm_flags=(--add-modules java.se --add-exports java.base/jdk.internal.ref=ALL-UNNAMED
  --add-opens java.base/java.lang=ALL-UNNAMED --add-opens java.base/sun.nio.ch=ALL-UNNAMED
  --add-opens java.management/sun.management=ALL-UNNAMED
  --add-opens jdk.management/com.sun.management.internal=ALL-UNNAMED)
major=$("$java" -XshowSettings:properties -version 2>&1 | awk '/java.specification.version =/{print $3}')
if [ "$major" -ge 24 ]; then
  jvm_flags+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
fi
