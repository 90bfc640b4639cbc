package io.leadservice.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Documents as BSON, in the file and in the store's memory. The library keeps them as serialised Java objects, which takes
 * several times the room and the time. Thread-safe.
 */
final class Bson extends BasicDataType<byte[]> {

    private static final int ARRAY_HEAD = 24;

    static byte[] encoded(Document document) {
        ByteBuf bson = Unpooled.buffer();
        BsonEncoder.encodeDocument(document, bson);
        byte[] bytes = new byte[bson.readableBytes()];
        bson.readBytes(bytes);
        return bytes;
    }

    static Document decoded(byte[] bson) {
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bson));
    }

    @Override
    public int getMemory(byte[] bson) {
        return ARRAY_HEAD + bson.length;
    }

    @Override
    public void write(WriteBuffer out, byte[] bson) {
        out.put(bson);
    }

    /** A document begins with its length in bytes, as an integer of 32 bits, the lowest byte first (bsonspec.org). */
    @Override
    public byte[] read(ByteBuffer in) {
        int length = Integer.reverseBytes(in.order(ByteOrder.BIG_ENDIAN).getInt(in.position()));
        byte[] bson = new byte[length];
        in.get(bson);
        return bson;
    }

    @Override
    public byte[][] createStorage(int size) {
        return new byte[size][];
    }
}
