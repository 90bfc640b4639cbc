package io.leadservice.embedded;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The smallest request of each protocol: a back end that replies to it is up, an open port alone is not enough. */
enum Probe {
    /** A PING command. */
    REDIS {
        @Override
        byte[] request() {
            return "PING\r\n".getBytes(StandardCharsets.US_ASCII);
        }
    },
    /** ApiVersions (key 18) version 0 with correlation id 1 and no client id. */
    KAFKA {
        @Override
        byte[] request() {
            return ByteBuffer.allocate(14)
                    .putInt(10)
                    .putShort((short) 18)
                    .putShort((short) 0)
                    .putInt(1)
                    .putShort((short) -1)
                    .array();
        }
    },
    /** An OP_MSG (2013) with the one document {ping: 1, $db: "admin"}. */
    MONGODB {
        @Override
        byte[] request() {
            ByteBuffer message = ByteBuffer.allocate(51).order(ByteOrder.LITTLE_ENDIAN);
            message.putInt(51).putInt(1).putInt(0).putInt(2013).putInt(0).put((byte) 0);
            message.putInt(30).put((byte) 0x10).put(ascii("ping\0")).putInt(1);
            message.put((byte) 0x02)
                    .put(ascii("$db\0"))
                    .putInt(6)
                    .put(ascii("admin\0"))
                    .put((byte) 0);
            return message.array();
        }
    };

    private static final int TIMEOUT_MILLIS = 2_000;

    abstract byte[] request();

    /** Sends the request and waits up to two seconds for the first byte of a reply. */
    boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(LoopbackPort.address(port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(request());
            return socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
