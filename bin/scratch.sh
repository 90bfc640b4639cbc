# Sourced by the drills and bin/outage: a service and its back ends in a temporary folder, on free ports, of which nothing is
# left at the end. The caller sets name first.

export LC_ALL=C
lead=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lead
command -v curl >/dev/null || { echo "$name: curl is needed" >&2; exit 2; }

for variable in $(compgen -e); do # whatever is set for another service
  case $variable in
    LEAD_HOME | LEAD_JAVA_OPTS | LEAD_NO_BUILD) ;;
    LEAD_* | *_URI | *_URL | *_FILE | KAFKA_BROKERS | ENCRYPTION_KEY | JWT_SECRET | APP_ENV | NODE_ENV | OTEL_*) unset "$variable" ;;
  esac
done
"$lead" --version >/dev/null # builds, so that no step's time holds it
folder=$(mktemp -d)
export DATA_DIR=$folder/data LEAD_HTTP_HOST=127.0.0.1 LEAD_MANAGEMENT_HOST=127.0.0.1
service=
cleanup() {
  if [ -n "$service" ]; then kill "$service" 2>/dev/null && wait "$service" || true; fi
  "$lead" backends down >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap cleanup EXIT

free_port() {
  local port
  while port=$((20000 + RANDOM % 12000)); (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}

step() { # its name, then the command; prints how long it took
  local begun=$EPOCHREALTIME label=$1
  shift
  "$@" >>"$folder/log" 2>&1 || { echo "$name: '$label' failed:" >&2; tail -n 20 "$folder/log" >&2; exit 1; }
  printf '%-40s %8.1f s\n' "$label" "$(awk "BEGIN {print $EPOCHREALTIME - $begun}")"
}

back_ends() {
  "$lead" backends up --mongodb-port "$mongodb_port" --redis-port "$redis_port" --kafka-port "$kafka_port"
}

serve() {
  PORT=$port MANAGEMENT_PORT=$management_port "$lead" serve >>"$folder/service.log" 2>&1 &
  service=$!
  local left=1200
  until curl -sf -o /dev/null "http://127.0.0.1:$management_port/health/ready"; do
    kill -0 "$service" || return 1
    [ $((left--)) -gt 0 ] || return 1
    sleep 0.1
  done
}

stop() {
  kill "$service"
  wait "$service"
  service=
}

lead_of() { # the lead of a person of its own: a group of letters and a number tell who
  printf '{"vertical":"AUTO","contact_info":{"firstName":"Ann","lastName":"Example","email":"%s%d@example.com",' "$1" "$2"
  printf '"phone":"319%07d","address":{"street":"%d Main St","city":"Martensdale","state":"IA","zip":"50160"},' \
    "$((2300000 + $2))" "$2"
  printf '"dateOfBirth":"1980-01-01"},"vertical_data":{"vehicleYear":2020,"make":"Toyota","model":"Camry"}}\n'
}

mongodb_port=$(free_port) redis_port=$(free_port) kafka_port=$(free_port)
port=$(free_port) management_port=$(free_port)
api=http://127.0.0.1:$port/api/v1/leads
