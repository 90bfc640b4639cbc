package io.leadservice.scoring.model;

import java.util.List;

/**
 * Lists of numbers as arrays, and what must hold for them.
 *
 * <p>Loops, here and wherever a model is read: the first stream and the first lambda of a process cost it a good part of the
 * time that all its models may take.
 */
final class Numbers {

    private Numbers() {}

    static boolean finite(List<Double> numbers) {
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                return false;
            }
        }
        return true;
    }

    static boolean rising(List<Double> numbers) {
        for (int i = 1; i < numbers.size(); i++) {
            if (numbers.get(i) <= numbers.get(i - 1)) {
                return false;
            }
        }
        return true;
    }

    static double[] doubles(List<Double> numbers) {
        double[] all = new double[numbers.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = numbers.get(i);
        }
        return all;
    }

    static int[] ints(List<Integer> numbers) {
        int[] all = new int[numbers.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = numbers.get(i);
        }
        return all;
    }

    /** Of log-odds. */
    static long[] millionths(List<Double> numbers) {
        long[] all = new long[numbers.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = AdditiveModel.millionths(numbers.get(i));
        }
        return all;
    }
}
