package org.brixianode.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The instructions of the Dockerfile, each with its continuation lines as one. */
record Dockerfile(List<String> instructions) {

    private static final Pattern STAGE = Pattern.compile("FROM \\S+ AS (\\S+)");
    private static final Pattern ARRAY = Pattern.compile("\\[.*]$");

    static Dockerfile read() throws IOException {
        String text = Files.readString(Path.of("Dockerfile"));
        List<String> instructions = new ArrayList<>();
        for (String line : text.replaceAll("(?m)^#.*\n", "").replace("\\\n", " ").split("\n")) {
            if (!line.isBlank()) {
                instructions.add(line.strip());
            }
        }
        return new Dockerfile(instructions);
    }

    /** The names of its stages. */
    List<String> stages() {
        return matches(STAGE, instructions);
    }

    /** The instructions of a stage. */
    Dockerfile stage(String name) {
        List<String> found = new ArrayList<>();
        boolean in = false;
        for (String instruction : instructions) {
            if (instruction.startsWith("FROM ")) {
                in = instruction.endsWith(" AS " + name);
            } else if (in) {
                found.add(instruction);
            }
        }
        return new Dockerfile(found);
    }

    /** Instructions of one kind. */
    List<String> all(String keyword) {
        return instructions.stream().filter(one -> one.startsWith(keyword + " ")).toList();
    }

    /** The words of the last instruction of a kind that ends with a JSON array. */
    List<String> words(String keyword) {
        List<String> found = all(keyword);
        String last = found.get(found.size() - 1);
        Matcher array = ARRAY.matcher(last);
        if (!array.find()) {
            throw new IllegalArgumentException("not in the form of a JSON array: " + last);
        }
        return JsonMapper.shared().readValue(array.group(), new TypeReference<>() {});
    }

    private static List<String> matches(Pattern pattern, List<String> lines) {
        List<String> found = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                found.add(matcher.group(1));
            }
        }
        return found;
    }
}
