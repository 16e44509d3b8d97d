package org.brixianode.config;

import java.util.ArrayList;
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
 * The result kinds and forms of a destination: the key {@code results} names the kinds, and a kind
 * with several forms has a key of its own, such as {@code sr}, that names the form.
 */
final class ResultChoice {

    private static final String RESULTS = "results";
    private static final String REPORT = "report";

    private final ResultWriters writers;
    private final Map<String, ResultKind> formKeys = new HashMap<>();

    ResultChoice(ResultWriters writers) {
        this.writers = writers;
        writers.kinds().stream()
                .filter(kind -> writers.forms(kind).size() > 1)
                .forEach(kind -> formKeys.put(writers.shortName(kind), kind));
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
                (key, kind) -> {
                    if (destination.has(key)) {
                        form(destination, key, kind, problems)
                                .ifPresent(form -> chosen.put(kind, form));
                        if (!kinds.contains(kind)) {
                            problems.add(
                                    "%s has no effect: %s does not name %s"
                                            .formatted(
                                                    destination.name(key),
                                                    destination.name(RESULTS),
                                                    kind.label()));
                        }
                    }
                });
        Set<ResultForm> forms = new LinkedHashSet<>();
        kinds.forEach(kind -> forms.add(chosen.getOrDefault(kind, writers.forms(kind).get(0))));
        return forms;
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
        return writers.kinds().stream().map(ResultKind::label).collect(Collectors.joining(", "));
    }

    private Optional<ResultForm> form(
            Settings destination, String key, ResultKind kind, List<String> problems) {
        List<ResultForm> forms = writers.forms(kind);
        int before = problems.size();
        String label = destination.text(key);
        Optional<ResultForm> form =
                forms.stream().filter(one -> one.label().equals(label)).findFirst();
        if (form.isEmpty() && problems.size() == before) {
            problems.add(
                    "%s = '%s' is none of: %s"
                            .formatted(
                                    destination.name(key),
                                    label,
                                    forms.stream()
                                            .map(ResultForm::label)
                                            .collect(Collectors.joining(", "))));
        }
        return form;
    }
}
