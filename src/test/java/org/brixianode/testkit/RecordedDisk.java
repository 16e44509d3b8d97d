package org.brixianode.testkit;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The default file system, whose renames and syncs are recorded in their order: what a power
 * failure leaves follows from it. Paths of it come from {@link #path}.
 */
public final class RecordedDisk extends FileSystemProvider {

    private final FileSystem base = FileSystems.getDefault();
    private final FileSystemProvider provider = base.provider();
    private final FileSystem system = new ForwardingFileSystem(base, this);
    private final List<String> events = new CopyOnWriteArrayList<>();

    /** The same path, whose file operations are recorded. */
    public Path path(Path plain) {
        return (Path)
                Proxy.newProxyInstance(
                        RecordedDisk.class.getClassLoader(),
                        new Class<?>[] {Path.class},
                        new RecordedPath(plain));
    }

    /** Passes every call on to the plain path, except that it is on this disk. */
    private final class RecordedPath implements InvocationHandler {
        private final Path plain;

        RecordedPath(Path plain) {
            this.plain = plain;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getName().equals("getFileSystem")) {
                return system;
            }
            Object[] plains = arguments == null ? new Object[0] : arguments.clone();
            for (int i = 0; i < plains.length; i++) {
                plains[i] = plains[i] instanceof Path one ? plain(one) : plains[i];
            }
            try {
                Object result = method.invoke(plain, plains);
                return result instanceof Path one ? path(one) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    private static Path plain(Path path) {
        return Proxy.isProxyClass(path.getClass())
                        && Proxy.getInvocationHandler(path) instanceof RecordedPath recorded
                ? recorded.plain
                : path;
    }

    /** An event of the test's own, between those of the files. */
    public void note(String event) {
        events.add(event);
    }

    /** {@code move FROM TO} and {@code sync FILE}, by the names of files and folders. */
    public List<String> events() {
        return List.copyOf(events);
    }

    public void forget() {
        events.clear();
    }

    private static Path name(Path path) {
        return plain(path).getFileName();
    }

    @Override
    public FileChannel newFileChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return new ForwardingChannel(provider.newFileChannel(plain(path), options, attributes)) {
            @Override
            public void force(boolean metaData) throws IOException {
                super.force(metaData);
                events.add("sync " + name(path));
            }
        };
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        provider.move(plain(source), plain(target), options);
        events.add("move " + name(source) + " " + name(target));
    }

    @Override
    public void delete(Path path) throws IOException {
        provider.delete(plain(path));
        events.add("delete " + name(path));
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        provider.createDirectory(plain(folder), attributes);
        events.add("create " + name(folder));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
            Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                provider.newDirectoryStream(plain(folder), entry -> filter.accept(path(entry)))) {
            entries.forEach(entry -> all.add(path(entry)));
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return all.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        return provider.newByteChannel(plain(path), options, attributes);
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        provider.copy(plain(source), plain(target), options);
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
        return provider.isSameFile(plain(path), plain(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return provider.isHidden(plain(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return provider.getFileStore(plain(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        provider.checkAccess(plain(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        return provider.getFileAttributeView(plain(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
            Path path, Class<A> type, LinkOption... options) throws IOException {
        return provider.readAttributes(plain(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
            throws IOException {
        return provider.readAttributes(plain(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
            throws IOException {
        provider.setAttribute(plain(path), attribute, value, options);
    }

    @Override
    public String getScheme() {
        return provider.getScheme();
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return system;
    }

    @Override
    public Path getPath(URI uri) {
        return path(provider.getPath(uri));
    }
}
