package io.leadservice.testbed;

import java.util.Locale;

/**
 * One process of the system under test.
 *
 * @param number from 1, among those of its role
 */
public record Target(Role role, int number) {

    /** What a process is for. */
    public enum Role {
        NODE,
        KAFKA,
        REDIS,
        MONGODB;

        /** As the back ends are named. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The only one of its role. */
    public static Target of(Role role) {
        return new Target(role, 1);
    }

    @Override
    public String toString() {
        return role == Role.NODE ? role.key() + " " + number : role.key();
    }
}
