package io.leadservice.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.lead.Finding;
import io.leadservice.lead.ValidatedLead;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples arrive in June 2026. 1M8GDM9AXKP042788 is the worked example that is public for 49 CFR 565. */
class VehicleRulesTest {

    private static final String VEHICLE = "\"vehicleYear\":2012,\"make\":\"Honda\"";

    @ParameterizedTest
    @CsvSource({
        "1M8GDM9AXKP042788, 1989",
        "1m8gdm9axkp042788, 1989",
        "1M8-GDM9AX-KP042788, 1989",
        "1HGCM82633A004352, 2003",
        "11111111111111111, 2001",
        "5YJSA1E27HF000337, 2017",
        "1FXD2DEC1CA246281, 2012"
    })
    void takesARightVinOfTheYear(String vin, int year) {
        assertThat(findings(year, vin)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1M8GDM9A0KP042788",
                "1M8GDM9AXKP042789",
                "1M8GDM9AXKP042878",
                "1M8GDM9AXKPO42788",
                "1M8GDM9AXKP04278I",
                "1M8GDM9AXKP04278Ü",
                "7SAYGDEE0NF000001"
            })
    void flagsAWrongCheckDigitOrCharacter(String vin) {
        assertThat(findings(1989, vin)).containsExactly("vehicle.vin_check_digit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1M8GDM9A", "", "WBAAA1305H2560000", "VF1AAAAA000000001", "123456789012345678", "ABC123"})
    void leavesPartsAndForeignNumbersAlone(String vin) {
        assertThat(findings(2012, vin)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1M8GDM9AXKP042788, 1990",
        "1M8GDM9AXKP042788, 2019",
        "1HGCM82633A004352, 2013",
        "5YJSA1E27HF000337, 1987",
        "JHMCM56557C404453, 2008"
    })
    void flagsAVinOfAnotherYear(String vin, int year) {
        assertThat(findings(year, vin)).containsExactly("vehicle.vin_year_mismatch");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "honda",
                "Mercedes-Benz",
                "MERCEDES BENZ",
                "Mercedes",
                "Chevy",
                "VW",
                "Land Rover",
                "landrover",
                "Rivian",
                "Oldsmobile",
                "DeSoto",
                "Studebaker",
                "Ford Motor Company",
                "Harley-Davidson",
                "Alfa Romeo",
                "Citroën",
                "Ram",
                "RAM Trucks",
                "GMC",
                "Peterbilt",
                "Polestar",
                "International",
                "Mini",
                "smart",
                "Tesla "
            })
    void knowsMakesOldAndNew(String make) {
        assertThat(Samples.findings("\"Honda\"", '"' + make + '"')).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hodna", "asdf", "car", "Unknown", "123", "?", "A Ford"})
    void flagsAMakeThatNobodyKnows(String make) {
        assertThat(Samples.findings("\"Honda\"", '"' + make + '"')).containsExactly("vehicle.unknown_make");
    }

    @Test
    void looksAtFurtherVehiclesToo() {
        ValidatedLead lead = Samples.wellFormed(Samples.changed(VEHICLE, VEHICLE + """
                ,"vehicles":[{"make":"Kia"},{"make":"Hodna","vin":"1M8GDM9A0KP042788","vehicleYear":1989},\
                {"vin":"1M8GDM9AXKP042788","vehicleYear":1990}]"""));

        assertThat(lead.findings())
                .extracting(Finding::pointer)
                .containsExactly(
                        "/vertical_data/vehicles/1/vin",
                        "/vertical_data/vehicles/2/vehicleYear",
                        "/vertical_data/vehicles/1/make");
    }

    @Test
    void derivesModelYearAndMaker() {
        ValidatedLead lead = Samples.wellFormed(
                Samples.changed(VEHICLE, "\"vin\":\"1hgcm82633a004352\",\"vehicleYear\":2003,\"make\":\"Honda\""));

        assertThat(lead.enrichment().vehicle()).hasValueSatisfying(vehicle -> {
            assertThat(vehicle.vin()).isEqualTo("1HGCM82633A004352");
            assertThat(vehicle.modelYear()).contains(2003);
            assertThat(vehicle.maker()).contains("Honda");
        });
    }

    @ParameterizedTest
    @CsvSource({"A, 1980", "Y, 2000", "1, 2001", "9, 2009"})
    void readsTheFirstCycleWhereTheSeventhCharacterIsADigit(char code, int year) {
        assertThat(new Vin("1M8GDM1AX" + code + "P042788").modelYear(2027)).contains(year);
    }

    @ParameterizedTest
    @CsvSource({"A, 2010", "V, 2027", "W, 1998", "5, 2005"})
    void readsTheSecondCycleWhereItIsALetterAndTheYearCanBe(char code, int year) {
        assertThat(new Vin("1M8GDMAAX" + code + "P042788").modelYear(2027)).contains(year);
    }

    private static List<String> findings(int year, String vin) {
        return Samples.findings(VEHICLE, "\"vin\":\"" + vin + "\",\"vehicleYear\":" + year + ",\"make\":\"Honda\"");
    }
}
