package io.leadservice.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Documents in the file as BSON. Without it they lie there as serialised Java objects, which takes several times the room
 * and the time. Thread-safe.
 */
final class DocumentType extends BasicDataType<Document> {

    // About what a document's map takes on the heap, in relation to its BSON.
    private static final int HEAP_FACTOR = 3;

    /** In bytes; the store asks about a sample of the documents. */
    @Override
    public int getMemory(Document document) {
        return encoded(document).readableBytes() * HEAP_FACTOR;
    }

    @Override
    public void write(WriteBuffer out, Document document) {
        ByteBuf bson = encoded(document);
        out.put(bson.array(), bson.arrayOffset(), bson.readableBytes());
    }

    @Override
    public Document read(ByteBuffer in) {
        ByteBuf bson = Unpooled.wrappedBuffer(in);
        Document document = BsonDecoder.decodeBson(bson);
        in.position(in.position() + bson.readerIndex());
        return document;
    }

    @Override
    public Document[] createStorage(int size) {
        return new Document[size];
    }

    private static ByteBuf encoded(Document document) {
        ByteBuf bson = Unpooled.buffer();
        BsonEncoder.encodeDocument(document, bson);
        return bson;
    }
}
