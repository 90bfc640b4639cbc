package io.leadservice;

import io.leadservice.config.ConfigException;
import io.leadservice.config.ConfigSnapshot;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The service as the one thing that a process does, until a signal stops it. */
public final class Foreground {

    // Longer than the stop of all parts may take, shorter than the grace period in k8s/.
    private static final int STOP_LIMIT_SECONDS = 40;

    /** For a service that runs until a signal stops it. */
    public static final Future<Integer> UNTIL_STOPPED =
            Promise.<Integer>promise().future();

    private Foreground() {}

    /**
     * Starts the service, blocks for as long as it runs, and stops it in order.
     *
     * @param whenStarted called once on the calling thread, unless the start was interrupted by a signal; gives what ends the
     *     run beside a signal, with the exit code
     * @return the exit code; 0 after a signal
     * @throws ConfigException if the configuration asks for what this build does not have
     * @throws StartException with the reason if it does not start, or does not stop within 40 seconds
     */
    public static int run(ConfigSnapshot config, boolean clustered, Function<Service, Future<Integer>> whenStarted) {
        Future<String> signal = Signals.first();
        Service service = join(Service.start(config, clustered), Integer.MAX_VALUE);
        try {
            Promise<Integer> end = Promise.promise();
            signal.onSuccess(name -> end.tryComplete(0));
            if (!signal.isComplete()) {
                whenStarted.apply(service).onSuccess(end::tryComplete).onFailure(end::tryFail);
            }
            return join(end.future(), Integer.MAX_VALUE);
        } finally {
            join(service.stop(), STOP_LIMIT_SECONDS);
        }
    }

    private static <T> T join(Future<T> future, int seconds) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(seconds, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof ConfigException refused) {
                throw refused;
            }
            throw new StartException(cause);
        }
    }
}
