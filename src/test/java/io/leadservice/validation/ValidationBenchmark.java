package io.leadservice.validation;

import io.leadservice.config.ValidationConfig;
import io.leadservice.lead.Bytes;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.pipeline.Submission;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Offline validation and enrichment on one thread, from the bytes of a submission to the validated lead. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(1)
@Threads(1)
public class ValidationBenchmark {

    private static final LocalDate DAY = LocalDate.of(2026, 6, 15);

    /** The README's example, and a lead with every kind of field that a rule or the enrichment looks at. */
    @Param({"readme", "full"})
    private String lead;

    private Contract contract;
    private Rules rules;
    private Submission submission;

    @Setup
    public void load() {
        contract = Contract.load();
        rules = Rules.load(ValidationConfig.standard());
        String document = lead.equals("readme") ? Samples.README : Samples.FULL;
        submission =
                new Submission("lead-1", "gateway", Samples.NOW, new Bytes(document.getBytes(StandardCharsets.UTF_8)));
    }

    /** All of it: JSON, limits, JSON Schema, enrichment and rules. */
    @Benchmark
    public ValidatedLead validate() {
        return rules.apply(((Contract.Reading.Fitting) contract.read(submission, DAY)).lead());
    }

    /** The contract alone. */
    @Benchmark
    public Contract.Reading read() {
        return contract.read(submission, DAY);
    }
}
