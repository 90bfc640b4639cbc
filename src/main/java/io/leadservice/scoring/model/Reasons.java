package io.leadservice.scoring.model;

import io.leadservice.lead.Score.Reason;
import java.util.ArrayList;
import java.util.List;

/** Picks what moved a score most: the four strongest each way and one entry for all the rest. */
final class Reasons {

    static final int EACH_WAY = 4;
    static final String REST = "ALL_OTHERS";

    private Reasons() {}

    /**
     * @param effects by feature, in millionths of log-odds; used up
     * @return strongest first, the rest last; their effects sum to that of all
     */
    static List<Reason> of(long[] effects, int[] bins, FeatureSlot[] slots) {
        long rest = 0;
        for (long effect : effects) {
            rest += effect;
        }
        List<Reason> reasons = new ArrayList<>(2 * EACH_WAY + 1);
        int raising = 0;
        int lowering = 0;
        for (int picked = 0; picked < slots.length; picked++) {
            int strongest = strongest(effects, raising < EACH_WAY, lowering < EACH_WAY);
            if (strongest < 0) {
                break;
            }
            long effect = effects[strongest];
            effects[strongest] = 0;
            rest -= effect;
            raising += effect > 0 ? 1 : 0;
            lowering += effect < 0 ? 1 : 0;
            reasons.add(slots[strongest].reason(effect, bins[strongest]));
        }
        if (rest != 0) {
            reasons.add(new Reason(REST, rest / AdditiveModel.MILLION, "everything else together"));
        }
        return reasons;
    }

    private static int strongest(long[] effects, boolean mayRaise, boolean mayLower) {
        int strongest = -1;
        long most = 0;
        for (int i = 0; i < effects.length; i++) {
            boolean counts = effects[i] > 0 ? mayRaise : mayLower;
            if (counts && Math.abs(effects[i]) > most) {
                most = Math.abs(effects[i]);
                strongest = i;
            }
        }
        return strongest;
    }
}
