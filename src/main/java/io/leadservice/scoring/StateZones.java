package io.leadservice.scoring;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The time zone in which most people of a state live. */
final class StateZones {

    private static final Map<String, ZoneId> ZONES = new HashMap<>();

    private static final Map<String, ZoneId> NAMED = ZoneId.getAvailableZoneIds().stream()
            .filter(name -> name.startsWith("America/") || name.startsWith("Pacific/"))
            .collect(Collectors.toUnmodifiableMap(Function.identity(), ZoneId::of));

    static {
        put("America/New_York", "CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV");
        put("America/Chicago", "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI");
        put("America/Denver", "CO ID MT NM UT WY");
        put("America/Phoenix", "AZ");
        put("America/Los_Angeles", "CA NV OR WA");
        put("America/Anchorage", "AK");
        put("Pacific/Honolulu", "HI");
        put("America/Puerto_Rico", "PR VI");
        put("Pacific/Guam", "GU MP");
        put("Pacific/Pago_Pago", "AS");
    }

    private StateZones() {}

    /** UTC for what is no state. */
    static ZoneId of(String state) {
        return ZONES.getOrDefault(state, ZoneOffset.UTC);
    }

    /** A zone by its name in the IANA database; empty if this JDK does not know it. */
    static Optional<ZoneId> named(String name) {
        ZoneId known = NAMED.get(name);
        return known != null ? Optional.of(known) : Optional.empty();
    }

    private static void put(String zone, String states) {
        for (String state : states.split(" ", -1)) {
            ZONES.put(state, ZoneId.of(zone));
        }
    }
}
