package io.leadservice.training;

import java.util.Arrays;

/** Drawn leads with what is known of them because they are drawn. Not to be altered. */
final class Generated {

    private final Dataset data;
    private final double[] told;
    private final double[] whole;

    /**
     * @param told log-odds by row, of the features alone
     * @param whole log-odds by row from which the outcome was drawn
     */
    Generated(Dataset data, double[] told, double[] whole) {
        this.data = data;
        this.told = told;
        this.whole = whole;
    }

    Dataset data() {
        return data;
    }

    /** Log-odds of the features alone, by row. */
    double[] told() {
        return told.clone();
    }

    /** The chance of a positive outcome, by row. */
    double[] chances() {
        return Arrays.stream(whole).map(Losses::probability).toArray();
    }
}
