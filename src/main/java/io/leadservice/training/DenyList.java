package io.leadservice.training;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What no model may read, by the name of the column. Sex, race, colour, origin, religion, orientation, gender identity
 * and disability: Colorado C.R.S. 10-3-1104.9; familial status: Fair Housing Act, 42 U.S.C. 3604; credit data: Fair
 * Credit Reporting Act, 15 U.S.C. 1681b; health; what identifies a person or a neighbourhood; and whatever is recorded
 * after the lead arrived, since it makes a model look better than it is.
 */
final class DenyList {

    /** Denied wherever one of these words is part of a column's name. */
    private static final Map<String, String> WORDS = new TreeMap<>();

    /** Denied where a column's name, without what stands between its words, is one of these or holds a long one. */
    private static final Map<String, String> NAMES = new TreeMap<>();

    private static final int LONG = 8;

    static {
        deny("sex", "sex gender male female pronoun pronouns salutation", "maidenname");
        deny(
                "marital or familial status",
                "marital married spouse divorced widowed pregnant pregnancy maternity children child kids dependents",
                "familystatus familialstatus civilstatus");
        deny(
                "race, origin or religion",
                "race racial ethnic ethnicity religion religious nationality ancestry immigrant immigration citizenship"
                        + " tribe caste language",
                "nationalorigin countryofbirth birthplace birthcountry skincolor mothertongue");
        deny("orientation or identity", "lgbt lgbtq transgender", "sexualorientation");
        deny(
                "health",
                "disability disabled handicap diagnosis medical medication medications disease illness"
                        + " genetic genetics tobacco smoker smoking bmi",
                "preexisting conditions height weight heightinches weightpounds healthcondition healthstatus bloodpressure");
        deny(
                "name or contact",
                "surname forename nickname initials ssn passport",
                "name firstname lastname fullname givenname familyname customername clientname contactname email"
                        + " emailaddress phone phonenumber mobile mobilenumber dateofbirth birthdate dob"
                        + " socialsecurity");
        deny(
                "raw ZIP or street",
                "zip zip3 zip5 zipcode postcode postal street latitude longitude",
                "lat lon lng postalcode censustract blockgroup");
        deny(
                "credit data",
                "credit fico vantagescore bankruptcy bankruptcies delinquency delinquencies foreclosure",
                "paymentdefault creditscore");
        deny(
                "recorded after the lead arrived",
                "duration disposition outcome notes callback contacted quoted bound converted conversion sold returned",
                "result callnotes leadstatus agentnotes finalpremium");
    }

    private DenyList() {}

    /** Why a column must not be read, such as {@code sex}; empty if it may. */
    static Optional<String> reason(String column) {
        String spaced = column.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
        String together = spaced.replaceAll("[^a-z0-9]", "");
        return List.of(spaced.split("[^a-z0-9]+", -1)).stream()
                .filter(WORDS::containsKey)
                .map(WORDS::get)
                .findFirst()
                .or(() -> NAMES.entrySet().stream()
                        .filter(name -> together.equals(name.getKey())
                                || (name.getKey().length() >= LONG && together.contains(name.getKey())))
                        .map(Map.Entry::getValue)
                        .findFirst());
    }

    /** @throws DeniedException naming every column that must not be read */
    static void check(Iterable<Column> columns) throws DeniedException {
        Map<String, String> denied = new TreeMap<>();
        for (Column column : columns) {
            reason(column.name()).ifPresent(why -> denied.put(column.name(), why));
        }
        if (!denied.isEmpty()) {
            throw new DeniedException(denied);
        }
    }

    private static void deny(String reason, String words, String names) {
        for (String word : words.split(" ", -1)) {
            WORDS.put(word, reason);
        }
        for (String name : names.split(" ", -1)) {
            NAMES.put(name, reason);
        }
    }
}
