package io.leadservice.cli;

import io.leadservice.audit.AuditVerifier;
import io.leadservice.audit.AuditVerifier.Report;
import io.leadservice.audit.MongoAuditStore;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The audit trail. */
@Command(
        name = "audit",
        description = "The audit trail: who did what to which lead.",
        subcommands = AuditCommand.Verify.class,
        mixinStandardHelpOptions = true)
public final class AuditCommand {

    @ParentCommand
    private LeadCommand lead;

    /** Checks it. */
    @Command(
            name = "verify",
            description = "Checks that every chain of the audit trail is whole: nothing changed, taken out or put in.",
            footer = {
                "",
                "Prints each chain with the hash of its last entry. Keep these elsewhere: only so can it be told later whether"
                        + " the end of a chain, or all of it, was cut off. Exit code 1 at the first breach, which is named."
            },
            mixinStandardHelpOptions = true)
    public static final class Verify implements Callable<Integer> {

        private static final Duration CALL_LIMIT = Duration.ofSeconds(30);

        @ParentCommand
        private AuditCommand audit;

        @Mixin
        private StoreOptions options = new StoreOptions();

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            Report report = options.load(audit.lead.env())
                    .with(client -> new AuditVerifier(new MongoAuditStore(client, CALL_LIMIT)).verify());
            PrintWriter out = spec.commandLine().getOut();
            report.chains()
                    .forEach((chain, head) ->
                            out.printf("%s %8d entries, last %s%n", chain, head.entries(), head.hash()));
            report.breach().ifPresent(breach -> out.printf("BROKEN: %s %s%n", breach.id(), breach.what()));
            return report.breach().isPresent() ? 1 : 0;
        }
    }
}
