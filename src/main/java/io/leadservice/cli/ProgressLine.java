package io.leadservice.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/**
 * A bar on a terminal that says how far a command is; nothing where nobody looks. The production image carries no library
 * for it.
 */
final class ProgressLine implements AutoCloseable {

    private static final int WIDTH = 30;
    private static final int PERCENT = 100;

    private final PrintWriter err;
    private final boolean shown;
    private boolean open;

    ProgressLine(PrintWriter err, Map<String, String> env) {
        this.err = err;
        this.shown = env.containsKey("LEAD_TERMINAL");
    }

    /** @param total as far as it is known: there may be more */
    void tell(String step, long done, long total) {
        if (shown) {
            double share = Math.min(1, (double) done / Math.max(1, total));
            String bar = "=".repeat((int) (WIDTH * share));
            err.print(String.format(
                    Locale.ROOT, "\r%-18s [%-" + WIDTH + "s] %3d %%  %d", step, bar, (int) (PERCENT * share), done));
            err.flush();
            open = true;
        }
    }

    /** Leaves the line to what follows. */
    @Override
    public void close() {
        if (open) {
            err.println();
        }
    }
}
