package org.brixianode.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ResultKind;

/**
 * The writers of result objects. The objects of an image are written in their order; the first form
 * of a kind is the default.
 */
public final class ResultWriters {

    private final Map<ResultForm, ResultWriter> byForm = new LinkedHashMap<>();
    private final Set<ResultForm> usual = new LinkedHashSet<>();

    /**
     * @param usual labels of the kinds that a destination gets by default
     * @throws IllegalArgumentException if two writers compose the same form, or a default kind has
     *     no writer
     */
    public ResultWriters(List<ResultWriter> writers, List<String> usual) {
        Set<List<String>> classes = new HashSet<>();
        for (ResultWriter writer : writers) {
            ResultForm form = writer.form();
            if (byForm.put(form, writer) != null
                    || !classes.add(List.of(form.kind().name(), form.sopClassUid()))) {
                throw new IllegalArgumentException(
                        "two writers of %s with SOP class %s"
                                .formatted(form.kind(), form.sopClassUid()));
            }
        }
        for (String label : usual) {
            ResultKind kind =
                    kind(label)
                            .orElseThrow(
                                    () -> new IllegalArgumentException("no writer of " + label));
            this.usual.add(forms(kind).get(0));
        }
    }

    /**
     * A copy with one more writer at the end.
     *
     * @throws IllegalArgumentException if its form already has a writer
     */
    public ResultWriters and(ResultWriter further) {
        List<ResultWriter> all = new ArrayList<>(byForm.values());
        all.add(further);
        return new ResultWriters(all, usual.stream().map(form -> form.kind().label()).toList());
    }

    /** The distinct kinds, in the writers' order. */
    public List<ResultKind> kinds() {
        return byForm.keySet().stream().map(ResultForm::kind).distinct().toList();
    }

    /** The kind with a label. */
    public Optional<ResultKind> kind(String label) {
        return kinds().stream().filter(kind -> kind.label().equals(label)).findFirst();
    }

    /** The forms of all kinds. */
    public Set<ResultForm> forms() {
        return Collections.unmodifiableSet(byForm.keySet());
    }

    /** The forms of one kind, the default one first. */
    public List<ResultForm> forms(ResultKind kind) {
        return byForm.keySet().stream().filter(form -> form.kind().equals(kind)).toList();
    }

    /** The default forms of a destination. */
    public Set<ResultForm> usual() {
        return Collections.unmodifiableSet(usual);
    }

    /** A kind's short name. */
    public String shortName(ResultKind kind) {
        return writer(forms(kind).get(0)).shortName();
    }

    /** The writers of some forms, in their order. */
    List<ResultWriter> of(Set<ResultForm> forms) {
        forms.forEach(this::writer);
        return byForm.values().stream().filter(one -> forms.contains(one.form())).toList();
    }

    private ResultWriter writer(ResultForm form) {
        return Optional.ofNullable(byForm.get(form))
                .orElseThrow(() -> new IllegalArgumentException("no writer of " + form));
    }
}
