package io.leadservice.torture;

import java.util.Locale;

/**
 * One process of the system under test.
 *
 * @param number from 1, among those of its role
 */
record Target(Role role, int number) {

    /** What a process is for. */
    enum Role {
        NODE,
        KAFKA,
        REDIS,
        MONGODB;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Target of(Role role) {
        return new Target(role, 1);
    }

    @Override
    public String toString() {
        return role == Role.NODE ? role.key() + " " + number : role.key();
    }
}
