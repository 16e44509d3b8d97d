import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Translates Java sources written for bus-image into sources for dcm4che (docs/adr/0001): {@code
 * Translate names.properties FROM TO [FROM TO ...]}. A file keeps its lines. One whose translation
 * has not changed is left alone, so that the compiler sees what has changed; a translation whose
 * source is gone is deleted.
 */
final class Translate {

    private static final String LIBRARY = "org.aoju.bus.";

    private final Map<String, String> packages;
    private final Map<String, String> types;
    private final Map<String, String> methods;

    private Translate(Properties names) {
        packages = table(names, "package.");
        types = table(names, "type.");
        methods = table(names, "method.");
    }

    /** The longest name first. */
    private static Map<String, String> table(Properties names, String kind) {
        Map<String, String> table = new LinkedHashMap<>();
        names.stringPropertyNames().stream()
                .filter(name -> name.startsWith(kind))
                .sorted(Comparator.comparing(String::length).reversed())
                .forEach(name -> table.put(name.substring(kind.length()), names.getProperty(name)));
        return table;
    }

    public static void main(String[] args) throws IOException {
        Properties names = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(args[0]))) {
            names.load(in);
        }
        Translate translate = new Translate(names);
        for (int i = 1; i + 1 < args.length; i += 2) {
            translate.tree(Path.of(args[i]), Path.of(args[i + 1]));
        }
    }

    private void tree(Path from, Path to) throws IOException {
        for (Path file : javaFiles(from)) {
            Path target = to.resolve(from.relativize(file));
            String text = text(file, Files.readString(file));
            if (!Files.exists(target) || !Files.readString(target).equals(text)) {
                Files.createDirectories(target.getParent());
                Files.writeString(target, text);
            }
        }
        for (Path old : javaFiles(to)) {
            if (!Files.exists(from.resolve(to.relativize(old)))) {
                Files.delete(old);
            }
        }
    }

    private static List<Path> javaFiles(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private String text(Path file, String source) throws IOException {
        if (!source.contains(LIBRARY)) {
            return source;
        }
        String text = source;
        for (Map.Entry<String, String> type : types.entrySet()) {
            // A type of the same name from elsewhere keeps it, as javax.imageio's ImageInputStream.
            String imported = "\\borg\\.aoju\\.bus\\.[\\w.]*\\." + type.getKey() + "\\b";
            if (Pattern.compile(imported).matcher(source).find()) {
                text = replaced(text, type);
            }
        }
        for (Map.Entry<String, String> method : methods.entrySet()) {
            text = replaced(text, method);
        }
        for (Map.Entry<String, String> name : packages.entrySet()) {
            text = replaced(text, name);
        }
        if (text.contains(LIBRARY)) {
            throw new IOException(file + " uses a package that names.properties does not have");
        }
        return text;
    }

    private static String replaced(String text, Map.Entry<String, String> name) {
        return text.replaceAll("\\b" + Pattern.quote(name.getKey()) + "\\b", name.getValue());
    }
}
