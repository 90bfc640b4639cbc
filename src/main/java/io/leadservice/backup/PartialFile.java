package io.leadservice.backup;

import io.leadservice.backup.Chunk.Label;
import io.leadservice.backup.Frame.Kind;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A backup that is being written, beside its final place and readable by its owner only. What was written of it before an
 * interruption is taken as far as its checksums fit.
 */
final class PartialFile implements AutoCloseable {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path target;
    private final Path draft;
    private final FileChannel channel;
    private final DataOutputStream out;
    private final Tally tally;
    private Optional<Label> last;

    private PartialFile(Path target, Path draft, FileChannel channel, Tally tally, Optional<Label> last) {
        this.target = target;
        this.draft = draft;
        this.channel = channel;
        this.tally = tally;
        this.last = last;
        this.out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel)));
    }

    /** @throws BackupException if there is a finished or a partial one already */
    static PartialFile begin(Path target, Header header) throws IOException {
        Path draft = draft(target);
        if (Files.exists(target)) {
            throw new BackupException(target + " is there already");
        }
        if (Files.exists(draft)) {
            throw new BackupException(draft + " is an interrupted backup: go on with --resume, or remove it");
        }
        FileChannel channel =
                FileChannel.open(draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY);
        return begin(target, draft, locked(channel, draft), header);
    }

    /** Begins a file that takes the place of the finished one, or of none, once it is finished itself. */
    static PartialFile replace(Path target, Header header) throws IOException {
        Path draft = draft(target);
        FileChannel channel =
                FileChannel.open(draft, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ONLY);
        locked(channel, draft).truncate(0);
        return begin(target, draft, channel, header);
    }

    private static PartialFile begin(Path target, Path draft, FileChannel channel, Header header) throws IOException {
        PartialFile file = new PartialFile(target, draft, channel, new Tally(header), Optional.empty());
        Frame first = header.frame();
        file.out.write(BackupFile.MAGIC);
        first.write(file.out);
        file.flush();
        file.tally.header(first);
        return file;
    }

    /**
     * Goes on behind the last whole part.
     *
     * @throws BackupException if there is nothing to go on with, or it was made with another key
     */
    static PartialFile resume(Path target, String keyCheck) throws IOException {
        Path draft = draft(target);
        if (Files.exists(target)) {
            throw new BackupException(target + " is there already");
        }
        if (!Files.exists(draft)) {
            throw new BackupException("there is no interrupted backup " + draft);
        }
        FileChannel channel = locked(FileChannel.open(draft, StandardOpenOption.WRITE), draft);
        try {
            return resume(target, draft, channel, keyCheck);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Two that write the same file would damage it; the lock ends with the channel, and so with the process. */
    private static FileChannel locked(FileChannel channel, Path draft) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // another one of this process: as that of any other
        }
        channel.close();
        throw new BackupException(draft + " is being written by another process");
    }

    private static PartialFile resume(Path target, Path draft, FileChannel channel, String keyCheck)
            throws IOException {
        Tally tally;
        Label last = null;
        long end;
        try (DataInputStream in = BackupFile.open(draft)) {
            Frame first = Frame.read(in);
            Header header = Header.of(first);
            if (!header.keyCheck().equals(keyCheck)) {
                throw new BackupException("the interrupted backup was made with another ENCRYPTION_KEY");
            }
            tally = new Tally(header);
            tally.header(first);
            end = BackupFile.MAGIC.length + first.size();
            for (Optional<Frame> next = chunk(in); next.isPresent(); next = chunk(in)) {
                last = Label.of(next.get());
                tally.chunk(next.get(), last);
                end += next.get().size();
            }
        }
        channel.truncate(end).position(end);
        return new PartialFile(target, draft, channel, tally, Optional.ofNullable(last));
    }

    /** The next part, if it is whole: what an interruption tore is read once more. */
    private static Optional<Frame> chunk(DataInputStream in) throws IOException {
        try {
            return Optional.of(Frame.read(in)).filter(frame -> frame.kind() == Kind.CHUNK);
        } catch (EOFException | BackupException torn) {
            return Optional.empty();
        }
    }

    private static Path draft(Path target) {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    /** The last part that is in it. */
    Optional<Label> last() {
        return last;
    }

    void add(Chunk chunk) throws IOException {
        Frame frame = chunk.frame();
        frame.write(out);
        flush();
        Label label = Label.of(frame);
        tally.chunk(frame, label);
        last = Optional.of(label);
    }

    /** Writes the end, and only then gives the file its name. */
    Trailer finish() throws IOException {
        Trailer trailer = tally.trailer();
        trailer.frame().write(out);
        flush();
        channel.force(true);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        return trailer;
    }

    private void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
