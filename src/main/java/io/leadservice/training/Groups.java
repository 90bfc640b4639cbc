package io.leadservice.training;

import io.leadservice.scoring.model.PairTable;
import java.util.ArrayList;
import java.util.List;

/** Neighbouring bins of a feature merged for pairs, about the same number of rows in each group. Not to be altered. */
final class Groups {

    private final int[] groupOf;
    private final int count;

    private Groups(int[] groupOf, int count) {
        this.groupOf = groupOf;
        this.count = count;
    }

    /** @param rowsByBin without the missing bin */
    static Groups merge(int[] rowsByBin) {
        long rows = 0;
        for (int inBin : rowsByBin) {
            rows += inBin;
        }
        int bins = rowsByBin.length;
        int[] groupOf = new int[bins + 1];
        int group = 0;
        long inGroup = 0;
        for (int bin = 0; bin < bins; bin++) {
            boolean few = bins <= PairTable.MAX_GROUPS;
            boolean full = few || inGroup + rowsByBin[bin] / 2 > rows / PairTable.MAX_GROUPS;
            if (bin > 0 && full && group < PairTable.MAX_GROUPS - 1) {
                group++;
                inGroup = 0;
            }
            groupOf[bin] = group;
            inGroup += rowsByBin[bin];
        }
        int count = bins == 0 ? 0 : group + 1;
        groupOf[bins] = count;
        return new Groups(groupOf, count);
    }

    /** The number of groups without the missing one, which is the index of the missing one, too. */
    int count() {
        return count;
    }

    int of(int bin) {
        return groupOf[bin];
    }

    List<Integer> list() {
        List<Integer> list = new ArrayList<>();
        for (int group : groupOf) {
            list.add(group);
        }
        return list;
    }
}
