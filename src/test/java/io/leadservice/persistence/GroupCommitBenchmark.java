package io.leadservice.persistence;

import static io.leadservice.persistence.Stores.join;

import io.leadservice.bus.Deadline;
import io.leadservice.resilience.Batcher;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Durable inserts a second on the store of the tests, {@value #AT_ONCE} at once: each by itself, and gathered. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class GroupCommitBenchmark {

    static final int AT_ONCE = 128;

    private Vertx vertx;
    private Context loop;
    private Stores stores;
    private LeadStore single;
    private LeadStore gathered;

    @Setup
    public void start() {
        vertx = Vertx.vertx();
        loop = vertx.getOrCreateContext();
        stores = Stores.connect(vertx);
        MongoLeadStore leads = stores.leads();
        single = leads;
        gathered = new GroupCommitLeadStore(
                leads, new Batcher<>(vertx, PersistenceStages.policy(Stores.GROUP_COMMIT), leads::insertAll));
    }

    @TearDown
    public void stop() {
        stores.close();
        join(vertx.close());
    }

    @Benchmark
    @OperationsPerInvocation(AT_ONCE)
    public List<Boolean> eachByItself() {
        return insert(single);
    }

    @Benchmark
    @OperationsPerInvocation(AT_ONCE)
    public List<Boolean> gathered() {
        return insert(gathered);
    }

    private List<Boolean> insert(LeadStore store) {
        List<StoredLead> leads =
                Stream.generate(() -> Leads.stored(Leads.id())).limit(AT_ONCE).toList();
        Promise<List<Boolean>> done = Promise.promise();
        loop.runOnContext(ignored -> {
            List<Future<Boolean>> inserts = leads.stream()
                    .map(lead -> store.insert(lead, Deadline.after(Duration.ofSeconds(20))))
                    .toList();
            Future.all(inserts).map(all -> all.<Boolean>list()).onComplete(done);
        });
        return join(done.future());
    }
}
