package io.leadservice.backup;

import io.leadservice.backup.Frame.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.bson.ByteBuf;
import org.bson.RawBsonDocument;

/**
 * Documents of one collection that follow each other by {@code _id}, byte by byte as the server gave them: BSON, deflated.
 *
 * @param lastId of the last of them, where a backup goes on
 */
record Chunk(StoredCollection collection, String lastId, List<RawBsonDocument> documents) {

    private static final int LENGTH_BYTES = 4;

    Chunk {
        documents = List.copyOf(documents);
    }

    /** @param documents at least one */
    static Chunk of(StoredCollection collection, List<RawBsonDocument> documents) {
        String lastId = documents.get(documents.size() - 1).getString("_id").getValue();
        return new Chunk(collection, lastId, documents);
    }

    /** What stands before the documents, readable without unpacking them. */
    record Label(StoredCollection collection, int count, String lastId) {

        static Label of(Frame frame) {
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(frame.payload()))) {
                return read(in);
            } catch (IOException e) {
                throw new BackupException("the backup is damaged: a part without its label", e);
            }
        }

        private static Label read(DataInputStream in) throws IOException {
            return new Label(StoredCollection.of(in.readUTF()), in.readInt(), in.readUTF());
        }
    }

    Frame frame() {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(payload)) {
            out.writeUTF(collection.wireName());
            out.writeInt(documents.size());
            out.writeUTF(lastId);
            try (DeflaterOutputStream packed = new DeflaterOutputStream(out)) {
                for (RawBsonDocument document : documents) {
                    write(document.getByteBuffer(), packed);
                }
            }
            return new Frame(Kind.CHUNK, payload.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    private static void write(ByteBuf document, DeflaterOutputStream out) throws IOException {
        byte[] bytes = new byte[document.remaining()];
        document.get(bytes);
        out.write(bytes);
    }

    static Chunk of(Frame frame) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(frame.payload()))) {
            Label label = Label.read(in);
            byte[] documents = new InflaterInputStream(in).readAllBytes();
            return new Chunk(label.collection(), label.lastId(), split(documents, label.count()));
        } catch (IOException | IllegalArgumentException e) {
            throw new BackupException("the backup is damaged: a part does not unpack", e);
        }
    }

    /** A BSON document begins with its length, little-endian (bsonspec.org, version 1.1). */
    private static List<RawBsonDocument> split(byte[] bytes, int count) {
        List<RawBsonDocument> documents = new ArrayList<>();
        ByteBuffer lengths = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int offset = 0;
        while (offset + LENGTH_BYTES <= bytes.length) {
            int length = lengths.getInt(offset);
            documents.add(new RawBsonDocument(bytes, offset, length));
            offset += length;
        }
        if (offset != bytes.length || documents.size() != count) {
            throw new BackupException("the backup is damaged: a part holds other documents than it says");
        }
        return documents;
    }
}
