package io.leadservice;

import io.leadservice.telemetry.LogLevels;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process makes of being told to stop: the first SIGTERM, SIGINT (Ctrl-C) or SIGHUP is told to whoever waits for
 * it, the second ends the process at once, with 128 + the signal's number.
 *
 * <p>A shutdown hook could not do either: the JVM then ends with 143, and the second signal waits until the hook is done.
 */
final class Signals {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final List<String> NAMES = List.of("TERM", "INT", "HUP");
    private static final int FORCED = 128;

    private Signals() {}

    /** Completes, on a thread of the JVM's, with the first signal after this call. */
    static Future<String> first() {
        Promise<String> told = Promise.promise();
        for (String name : NAMES) {
            handle(name, number -> {
                if (!told.tryComplete(name)) {
                    LogLevels.end();
                    Runtime.getRuntime().halt(FORCED + number);
                }
                LOG.info("stopping signal={}", name);
            });
        }
        return told.future();
    }

    /** By reflection: jdk.unsupported exports the class, but the compiler warns of it and takes no reason. */
    private static void handle(String name, Consumer<Integer> handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> signalHandler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {signalHandler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            handler.accept(
                                    (Integer) signal.getMethod("getNumber").invoke(arguments[0]));
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, signalHandler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            LOG.warn("signal not handled: the process ends by the JVM's own rules signal={}", name, e);
        }
    }
}
