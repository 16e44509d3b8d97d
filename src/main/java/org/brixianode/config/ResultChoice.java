package org.brixianode.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.brixianode.report.ResultWriters;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ResultKind;

/**
 * The result kinds and forms of a destination: the key {@code results} names the kinds, and a
 * further key, such as {@code sr}, names the form of those kinds that have several.
 */
final class ResultChoice {

    private static final String RESULTS = "results";
    private static final String REPORT = "report";

    private final ResultWriters writers;
    private final Map<String, List<ResultKind>> formKeys = new HashMap<>();

    ResultChoice(ResultWriters writers) {
        this.writers = writers;
        writers.kinds().stream()
                .filter(kind -> writers.forms(kind).size() > 1)
                .forEach(
                        kind ->
                                formKeys.computeIfAbsent(
                                                writers.shortName(kind), key -> new ArrayList<>())
                                        .add(kind));
    }

    /** The keys of a destination that select its results. */
    Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>(formKeys.keySet());
        keys.add(RESULTS);
        return keys;
    }

    /** The report with measurements, of which messages are made. */
    Set<ResultForm> measurements() {
        return writers.kind(REPORT).map(writers::forms).orElse(List.of()).stream()
                .limit(1)
                .collect(Collectors.toSet());
    }

    /** The forms that a destination requests; invalid values are added to the problems. */
    Set<ResultForm> of(Settings destination, List<String> problems) {
        List<ResultKind> kinds = kinds(destination, problems);
        Map<ResultKind, ResultForm> chosen = new HashMap<>();
        formKeys.forEach(
                (key, ofKey) -> {
                    if (destination.has(key)) {
                        String label = label(destination, key, ofKey, problems);
                        ofKey.forEach(kind -> chosen.put(kind, form(kind, label)));
                        if (Collections.disjoint(kinds, ofKey)) {
                            problems.add(
                                    "%s has no effect: %s does not name %s"
                                            .formatted(
                                                    destination.name(key),
                                                    destination.name(RESULTS),
                                                    labels(ofKey, " or ")));
                        }
                    }
                });
        Set<ResultForm> forms = new LinkedHashSet<>();
        kinds.forEach(kind -> forms.add(chosen.getOrDefault(kind, writers.forms(kind).get(0))));
        return forms;
    }

    /** The form with a label, or the first of a kind that has no such form. */
    private ResultForm form(ResultKind kind, String label) {
        List<ResultForm> forms = writers.forms(kind);
        return forms.stream()
                .filter(form -> form.label().equals(label))
                .findFirst()
                .orElse(forms.get(0));
    }

    private static String labels(List<ResultKind> kinds, String separator) {
        return kinds.stream().map(ResultKind::label).collect(Collectors.joining(separator));
    }

    private List<ResultKind> kinds(Settings destination, List<String> problems) {
        if (!destination.has(RESULTS)) {
            return writers.usual().stream().map(ResultForm::kind).toList();
        }
        int before = problems.size();
        List<String> labels = destination.texts(RESULTS);
        if (labels.isEmpty() && problems.size() == before) {
            problems.add("%s is empty: name %s".formatted(destination.name(RESULTS), known()));
        }
        List<ResultKind> kinds = new ArrayList<>();
        for (String label : labels) {
            Optional<ResultKind> kind = writers.kind(label);
            if (kind.isEmpty()) {
                problems.add(
                        "%s = '%s' is none of: %s"
                                .formatted(destination.name(RESULTS), label, known()));
            } else if (kinds.contains(kind.get())) {
                problems.add("%s names %s twice".formatted(destination.name(RESULTS), label));
            } else {
                kinds.add(kind.get());
            }
        }
        return kinds;
    }

    private String known() {
        return labels(writers.kinds(), ", ");
    }

    /** The label that a key names; a problem is added if no form of its kinds has it. */
    private String label(
            Settings destination, String key, List<ResultKind> kinds, List<String> problems) {
        int before = problems.size();
        String label = destination.text(key);
        List<String> known =
                kinds.stream()
                        .flatMap(kind -> writers.forms(kind).stream())
                        .map(ResultForm::label)
                        .distinct()
                        .toList();
        if (!known.contains(label) && problems.size() == before) {
            problems.add(
                    "%s = '%s' is none of: %s"
                            .formatted(destination.name(key), label, String.join(", ", known)));
        }
        return label;
    }
}
