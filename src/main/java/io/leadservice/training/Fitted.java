package io.leadservice.training;

import java.util.List;

/**
 * What a fit gives.
 *
 * @param bins of each feature
 * @param rows all rows in these bins
 * @param tables centred and calibrated
 * @param calibration what is in the tables already
 */
record Fitted(List<Bins> bins, Matrix rows, Tables tables, Calibration calibration) {

    Fitted {
        bins = List.copyOf(bins);
    }
}
