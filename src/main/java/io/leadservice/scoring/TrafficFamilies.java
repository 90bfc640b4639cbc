package io.leadservice.scoring;

import java.util.HashMap;
import java.util.Map;

/** Sorts the many names of traffic into a few families. */
final class TrafficFamilies {

    private static final String OTHER = "other";
    private static final Map<String, String> FAMILIES = new HashMap<>();

    static {
        put("search", "search organic google bing yahoo duckduckgo seo sem ppc cpc adwords");
        put(
                "social",
                "social facebook fb instagram ig meta tiktok twitter x linkedin pinterest snapchat reddit youtube");
        put("display", "display banner native programmatic taboola outbrain retargeting remarketing");
        put("email", "email newsletter drip sms");
        put("comparison", "comparison compare aggregator marketplace quotes");
        put("affiliate", "affiliate partner publisher cpa coreg incentive");
        put("referral", "referral refer friend agent customer word");
        put("direct", "direct website web typein none");
        put("call_in", "call callin phone inbound hotline");
        put("media", "tv radio print mail billboard podcast ctv ott");
    }

    private TrafficFamilies() {}

    /** The family of the name or of its first known word: {@code google_ads} is search. */
    static String of(String trafficSource) {
        String name = VerticalFields.word(trafficSource);
        String whole = FAMILIES.get(name);
        if (whole != null) {
            return whole;
        }
        for (String word : name.split("_", -1)) {
            String family = FAMILIES.get(word);
            if (family != null) {
                return family;
            }
        }
        return OTHER;
    }

    private static void put(String family, String names) {
        for (String name : names.split(" ", -1)) {
            FAMILIES.put(name, family);
        }
    }
}
