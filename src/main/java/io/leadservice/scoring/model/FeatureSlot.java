package io.leadservice.scoring.model;

import io.leadservice.lead.Score.Reason;
import java.util.Locale;
import java.util.Map;

/** A feature's table ready for look-up. Immutable. */
final class FeatureSlot {

    private final String name;
    private final Binning binning;
    private final long[] weights;
    private final String code;
    private final String raises;
    private final String lowers;
    private final String untold;

    private FeatureSlot(String prefix, FeatureTable table) {
        name = table.name();
        binning = new Binning(table);
        weights = Numbers.millionths(table.weights());
        code = (prefix + name).toUpperCase(Locale.ROOT);
        raises = table.raises();
        lowers = table.lowers();
        untold = table.label() + " is not told";
    }

    /** @param prefix of the codes of reasons */
    static FeatureSlot of(String prefix, FeatureTable table) {
        return new FeatureSlot(prefix, table);
    }

    int bin(Map<String, ?> values) {
        return binning.bin(values.get(name));
    }

    int bins() {
        return weights.length;
    }

    /** In millionths of log-odds. */
    long weight(int bin) {
        return weights[bin];
    }

    Reason reason(long effect, int bin) {
        String told = effect > 0 ? raises : lowers;
        return new Reason(code, effect / AdditiveModel.MILLION, bin == binning.missing() ? untold : told);
    }
}
