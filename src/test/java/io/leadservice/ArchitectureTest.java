package io.leadservice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may import whom: the table of docs/architecture.md. */
class ArchitectureTest {

    private static final Map<String, List<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("lead", List.of()),
            Map.entry("config", List.of("lead")),
            Map.entry("tracing", List.of()),
            Map.entry("bus", List.of("tracing")),
            Map.entry("pipeline", List.of("bus", "lead", "tracing")),
            Map.entry("validation", List.of("pipeline", "bus", "lead", "config", "crypto", "resilience", "redis")),
            Map.entry("scoring", List.of("pipeline", "bus", "lead", "config", "crypto", "resilience")),
            Map.entry("persistence", List.of("pipeline", "bus", "lead", "config", "crypto", "resilience", "tracing")),
            Map.entry("publishing", List.of("pipeline", "bus", "lead", "config", "kafka")),
            Map.entry("intake", List.of("pipeline", "bus", "lead", "config", "crypto", "kafka", "tracing")),
            Map.entry("kafka", List.of("pipeline", "bus", "lead", "config", "tracing")),
            Map.entry("audit", List.of("pipeline", "bus")),
            Map.entry("registry", List.of("scoring", "pipeline", "bus", "lead")),
            Map.entry("http", List.of("audit", "pipeline", "bus", "lead", "config", "limit", "tracing")),
            Map.entry("console", List.of("http", "pipeline", "bus", "lead")),
            Map.entry("limit", List.of("bus", "config", "redis", "resilience")),
            Map.entry("crypto", List.of("lead")),
            Map.entry("resilience", List.of("bus", "tracing")),
            Map.entry("redis", List.of("config", "resilience", "bus", "tracing")),
            Map.entry("telemetry", List.of("config", "bus", "tracing")),
            Map.entry("training", List.of("scoring", "lead")),
            Map.entry("backup", List.of("crypto", "lead", "config")),
            Map.entry("testbed", List.of("embedded", "config")),
            Map.entry("torture", List.of("testbed", "crypto", "lead", "config")),
            Map.entry("bench", List.of("testbed", "embedded", "config")),
            Map.entry("embedded", List.of("config")));

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.leadservice");

    @TestFactory
    List<DynamicTest> importsOnlyWhatTheTableAllows() {
        return MAY_IMPORT.entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.getKey(),
                        () -> classes()
                                .that()
                                .resideInAPackage("io.leadservice." + row.getKey() + "..")
                                .should()
                                .onlyDependOnClassesThat(ours(row.getKey(), row.getValue()))
                                .allowEmptyShould(true)
                                .check(CLASSES)))
                .toList();
    }

    @Test
    void keepsTheDomainFreeOfLibraries() {
        classes()
                .that()
                .resideInAPackage("io.leadservice.lead..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "io.leadservice.lead..", "org.jspecify.annotations..")
                .check(CLASSES);
    }

    @Test
    void keepsTheTrainerAndItsNativeLibraryOutOfTheService() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.leadservice.training..", "io.leadservice.cli.dev..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.leadservice.training..", "ml.dmlc..")
                .check(CLASSES);
    }

    /** They would travel with the membership, which has no TLS: docs/adr/0028. */
    @Test
    void keepsNothingInTheClustersMapsLocksAndCounters() {
        noClasses()
                .should()
                .callMethodWhere(JavaCall.Predicates.target(HasOwner.Predicates.With.owner(
                                HasName.Predicates.name("io.vertx.core.shareddata.SharedData")))
                        .and(JavaCall.Predicates.target(
                                DescribedPredicate.not(HasName.Predicates.nameStartingWith("getLocal")))))
                .check(CLASSES);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("io.leadservice.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> ours(String self, List<String> allowed) {
        return DescribedPredicate.describe("itself or " + allowed, type -> {
            String name = type.getPackageName();
            if (!name.equals("io.leadservice") && !name.startsWith("io.leadservice.")) {
                return true;
            }
            String rest = name.length() > "io.leadservice.".length() ? name.substring("io.leadservice.".length()) : "";
            String top = rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
            return top.equals(self) || allowed.contains(top);
        });
    }
}
