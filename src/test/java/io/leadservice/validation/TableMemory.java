package io.leadservice.validation;

import io.leadservice.config.ValidationConfig;
import io.leadservice.validation.reference.PhoneAreas;
import io.leadservice.validation.reference.SortedText;
import io.leadservice.validation.reference.VehicleMakers;
import io.leadservice.validation.reference.VehicleMakes;
import io.leadservice.validation.reference.ZipCodes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Prints what the tables of validation take on the heap and how long they take to read:
 * {@code java -cp 'target/classes:target/test-classes:target/assembly/lib/*' io.leadservice.validation.TableMemory}.
 */
public final class TableMemory {

    private static final List<Object> KEPT = new ArrayList<>();

    private TableMemory() {}

    @SuppressWarnings("SystemOut") // a program for the terminal
    public static void main(String[] arguments) {
        print("ZIPs", ZipCodes::load);
        print("phone areas", PhoneAreas::load);
        print("phone metadata and areas", PhoneNumbers::load);
        print("disposable domains", () -> SortedText.load("validation/disposable-domains.txt"));
        print("free-mail domains", () -> SortedText.load("validation/free-mail-domains.txt"));
        print("vehicle makes", VehicleMakes::load);
        print("vehicle makers", VehicleMakers::load);
        print("schemas", Contract::load);
        print("all rules, second copy", () -> Rules.load(ValidationConfig.standard()));
        System.out.println("kept " + KEPT.size());
    }

    private static void print(String name, Supplier<?> table) {
        long before = used();
        long start = System.nanoTime();
        KEPT.add(table.get());
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.printf("%-28s %6.1f MB %6d ms%n", name, (used() - before) / 1e6, millis);
    }

    private static long used() {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
