package io.leadservice.validation;

import io.leadservice.config.ValidationConfig;
import io.leadservice.lead.Bytes;
import io.leadservice.pipeline.Submission;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the bytes of a submission to the validated lead, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 3, time = 5)
@Fork(1)
public class ValidationBenchmark {
    private Contract contract;
    private Rules rules;
    private byte[] doc;

    @Setup
    public void load() {
        contract = Contract.load();
        rules = Rules.load(ValidationConfig.standard());
        doc = Samples.CLEAN.getBytes(StandardCharsets.UTF_8);
    }

    @Benchmark
    public Object contract() {
        return contract.read(
                new Submission("lead-1", "gateway", Samples.NOW, new Bytes(doc)), java.time.LocalDate.of(2026, 6, 15));
    }

    @Benchmark
    public Object rules() {
        return rules.apply(((Contract.Reading.Fitting) contract.read(
                        new Submission("lead-1", "gateway", Samples.NOW, new Bytes(doc)),
                        java.time.LocalDate.of(2026, 6, 15)))
                .lead());
    }
}
