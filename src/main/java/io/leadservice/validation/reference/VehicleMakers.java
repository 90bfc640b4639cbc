package io.leadservice.validation.reference;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who built a vehicle, by the manufacturer identifier of its VIN (ISO 3780): the first three characters, or six for makers
 * of fewer than 1,000 vehicles a year, whose third character is 9 and whose others stand at 12 to 14. From NHTSA's vPIC.
 */
public final class VehicleMakers {

    private static final int WMI = 3;
    private static final char SMALL = '9';

    private final Map<String, String> makers;

    private VehicleMakers(Map<String, String> makers) {
        this.makers = makers;
    }

    /** Reads the list. Blocks. */
    public static VehicleMakers load() {
        return new VehicleMakers(Resources.lines("validation/vehicle-makers.tsv").stream()
                .map(line -> line.split("\t", -1))
                .collect(Collectors.toUnmodifiableMap(row -> row[0], row -> row[1])));
    }

    /**
     * The maker of a vehicle, if the list knows it.
     *
     * @param vin 17 capital letters and digits
     */
    public Optional<String> maker(String vin) {
        String wmi = vin.substring(0, WMI);
        return Optional.ofNullable(makers.get(vin.charAt(WMI - 1) == SMALL ? wmi + vin.substring(11, 14) : wmi));
    }
}
