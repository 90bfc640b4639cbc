package io.leadservice.validation;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

/** Tells public IP addresses from those of the special-purpose registries of IANA (RFC 6890). Asks no name server. */
final class PublicAddress {

    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    /** What is no visitor's: this network, private, shared, loopback, link-local, documentation, tests, multicast, reserved. */
    private static final List<Network> SPECIAL_IPV4 = List.of(
            Network.of("0.0.0.0", 8),
            Network.of("10.0.0.0", 8),
            Network.of("100.64.0.0", 10),
            Network.of("127.0.0.0", 8),
            Network.of("169.254.0.0", 16),
            Network.of("172.16.0.0", 12),
            Network.of("192.0.0.0", 24),
            Network.of("192.0.2.0", 24),
            Network.of("192.88.99.0", 24),
            Network.of("192.168.0.0", 16),
            Network.of("198.18.0.0", 15),
            Network.of("198.51.100.0", 24),
            Network.of("203.0.113.0", 24),
            Network.of("224.0.0.0", 3));

    /** Public IPv6 addresses are the global unicast ones, and those that translators make of IPv4. */
    private static final List<Network> PUBLIC_IPV6 = List.of(Network.of("2000::", 3), Network.of("64:ff9b::", 96));

    private static final List<Network> SPECIAL_IPV6 =
            List.of(Network.of("2001::", 23), Network.of("2001:db8::", 32), Network.of("3fff::", 20));

    private PublicAddress() {}

    /** Whether a text is a public address, of version 4 or 6. */
    static boolean isPublic(String text) {
        if (!IPV4.matcher(text).matches() && !IPV6.matcher(text).matches()) {
            return false;
        }
        try {
            InetAddress address = InetAddress.getByName(text);
            byte[] bytes = address.getAddress();
            return address instanceof Inet4Address
                    ? SPECIAL_IPV4.stream().noneMatch(network -> network.holds(bytes))
                    : PUBLIC_IPV6.stream().anyMatch(network -> network.holds(bytes))
                            && SPECIAL_IPV6.stream().noneMatch(network -> network.holds(bytes));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Addresses with a common beginning. */
    @SuppressWarnings("ArrayRecordComponent") // private, and never compared
    private record Network(byte[] address, int bits) {

        static Network of(String address, int bits) {
            try {
                return new Network(InetAddress.getByName(address).getAddress(), bits);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("not an address: " + address, e);
            }
        }

        boolean holds(byte[] other) {
            int whole = bits / Byte.SIZE;
            for (int i = 0; i < whole; i++) {
                if (address[i] != other[i]) {
                    return false;
                }
            }
            int rest = bits % Byte.SIZE;
            return rest == 0 || ((address[whole] ^ other[whole]) & 0xff) >>> (Byte.SIZE - rest) == 0;
        }
    }
}
