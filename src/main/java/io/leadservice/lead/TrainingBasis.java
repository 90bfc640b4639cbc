package io.leadservice.lead;

/** What a model was trained on, and so what its probability is worth. */
public enum TrainingBasis {
    /** Leads drawn from written assumptions: an order by these assumptions, not shown to predict conversions. */
    GENERATED("trained on generated leads: it orders leads by stated assumptions and has not been shown to predict your"
            + " conversions; retrain it with your outcomes"),
    /** Leads of the operator with their outcomes. */
    OPERATOR("trained on the operator's own leads and their outcomes"),
    /** A public data set, to prove the trainer; not a model of insurance leads. */
    PUBLIC("trained on a public data set: not a model of your leads"),
    /** An outside service, which does not tell. */
    UNKNOWN("the outside service does not tell what its model was trained on");

    private final String notice;

    TrainingBasis(String notice) {
        this.notice = notice;
    }

    /** The same in a sentence, shown with every score. */
    public String notice() {
        return notice;
    }

    /** Whether the probability may be read as a rate of conversions. */
    public boolean calibrated() {
        return this == OPERATOR;
    }
}
