package io.leadservice.validation.reference;

import java.util.Optional;

/**
 * Who built a vehicle, by the manufacturer identifier of its VIN (ISO 3780): the first three characters, or six for makers
 * of fewer than 1,000 vehicles a year, whose third character is 9 and whose others stand at 12 to 14. From NHTSA's vPIC.
 */
public final class VehicleMakers {

    private static final int WMI = 3;
    private static final char SMALL = '9';

    private final SortedText makers;

    private VehicleMakers(SortedText makers) {
        this.makers = makers;
    }

    /** Reads the list. Blocks. */
    public static VehicleMakers load() {
        return new VehicleMakers(SortedText.load("validation/vehicle-makers.tsv"));
    }

    /**
     * The maker of a vehicle, if the list knows it.
     *
     * @param vin 17 capital letters and digits
     */
    public Optional<String> maker(String vin) {
        String wmi = vin.substring(0, WMI);
        return makers.row(vin.charAt(WMI - 1) == SMALL ? wmi + vin.substring(11, 14) : wmi);
    }
}
