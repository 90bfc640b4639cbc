package io.leadservice.training;

/**
 * What is said of a feature.
 *
 * @param label what it is, in a few words
 * @param raises the reason where it raises the score
 * @param lowers the reason where it lowers the score
 * @param evidence what its effect rests on
 */
record FeatureText(String label, String raises, String lowers, String evidence) {

    static FeatureText plain(String feature) {
        String label = feature.replace('_', ' ');
        return new FeatureText(
                label, label + " raises the score", label + " lowers the score", "learned from the data");
    }
}
