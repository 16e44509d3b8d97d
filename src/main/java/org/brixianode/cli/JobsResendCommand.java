package org.brixianode.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.brixianode.config.NodeConfig;
import org.brixianode.pipeline.Route;
import org.brixianode.queue.DeliveryAdmin;
import org.brixianode.queue.JobAdmin;
import org.brixianode.queue.JobSearch;
import org.brixianode.queue.QueueDatabase;
import org.brixianode.queue.ResendResult;
import org.brixianode.send.Destination;
import org.brixianode.study.Job;
import org.brixianode.study.JobState;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ResultKind;
import org.brixianode.study.StageException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code jobs resend}. */
@Command(
        name = "resend",
        description = {
            "Send the current results of jobs to one destination, again or for the first time.",
            "A running node sends them when it next polls the queue."
        })
final class JobsResendCommand implements Callable<Integer> {

    /** The selection of jobs; exactly one is given. */
    static final class Choice {
        @Parameters(arity = "1..*", paramLabel = "JOB")
        private List<Long> ids = List.of();

        @Option(names = "--study", paramLabel = "UID", description = "Jobs of this study.")
        private String study;

        @Option(
                names = "--day",
                paramLabel = "YYYY-MM-DD",
                description = "Jobs received on this day, in report.time-zone.")
        private LocalDate day;

        private int unknown;

        List<Job> find(QueueDatabase database, ZoneId zone) throws StageException {
            if (study != null) {
                return new JobSearch(database).ofStudy(study, Integer.MAX_VALUE);
            }
            if (day != null) {
                return new JobSearch(database)
                        .receivedBetween(
                                day.atStartOfDay(zone).toInstant(),
                                day.plusDays(1).atStartOfDay(zone).toInstant(),
                                Integer.MAX_VALUE);
            }
            List<Job> found = new ArrayList<>();
            for (long id : ids) {
                Optional<Job> job = new JobAdmin(database).find(id);
                job.ifPresentOrElse(
                        found::add,
                        () -> {
                            unknown++;
                            System.err.println(
                                    "brixia-node: " + JobsCommand.noJob(id).getMessage());
                        });
            }
            return found;
        }
    }

    @ParentCommand private JobsCommand jobs;

    @Option(
            names = "--destination",
            required = true,
            paramLabel = "NAME",
            description = "One of destinations in the configuration.")
    private String name;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Choice choice;

    @Option(
            names = "--kind",
            split = ",",
            description =
                    "Kinds as in the destination's results, for example report,heatmap. Default: all"
                            + " that it gets.")
    private Set<ResultKind> kinds = Set.of();

    private int objects;
    private int jobsWithoutResults;
    private boolean resultsMissing;

    @Override
    public Integer call() throws Exception {
        return jobs.withQueue(this::resend);
    }

    private ExitCode resend(QueueDatabase database, NodeConfig node) throws StageException {
        Destination destination = destination(node);
        Route route =
                node.pipeline().routes().stream()
                        .filter(one -> one.destination().equals(name))
                        .findFirst()
                        .orElseThrow();
        checkKinds(route);
        List<Job> found = choice.find(database, node.report().timeZone());
        for (Job job : found) {
            System.out.println("job " + job.id() + ": " + resend(database, route, job));
        }
        System.out.println(
                "%d object(s) of %d job(s) are due at %s; %d job(s) had nothing to send"
                        .formatted(
                                objects,
                                found.size() - jobsWithoutResults,
                                destination.describe(),
                                jobsWithoutResults));
        boolean named = !choice.ids.isEmpty() && jobsWithoutResults + choice.unknown > 0;
        return objects == 0 || resultsMissing || named ? ExitCode.FAILED : ExitCode.OK;
    }

    private void checkKinds(Route route) {
        if (route.results().stream().noneMatch(form -> wanted(form.kind()))) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "destination '%s' gets no %s: its results are %s"
                            .formatted(
                                    JobLines.text(name),
                                    labels(kinds.stream()),
                                    labels(route.results().stream().map(ResultForm::kind))));
        }
    }

    private static String labels(Stream<ResultKind> kinds) {
        return kinds.map(ResultKind::label).sorted().collect(Collectors.joining(", "));
    }

    private Destination destination(NodeConfig node) {
        return node.destinations().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        ExitCode.FAILED,
                                        "there is no destination '%s'; configured are: %s"
                                                .formatted(
                                                        JobLines.text(name),
                                                        node.destinations().stream()
                                                                .map(Destination::name)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    /** Resends one job's results and describes what was possible. */
    private String resend(QueueDatabase database, Route route, Job job) throws StageException {
        if (job.state() != JobState.SCORED) {
            jobsWithoutResults++;
            return "is " + job.state() + " and has no results to send";
        }
        if (!route.takesResultsOf(job.instance().callingAe())) {
            jobsWithoutResults++;
            return "%s gets results of its own images only (results-of = own), this one came from %s"
                    .formatted(name, job.instance().callingAe());
        }
        ResendResult resent =
                new DeliveryAdmin(database)
                        .resend(job.id(), name, object -> wanted(object, route), Instant.now());
        objects += resent.due().size();
        if (resent.due().isEmpty()) {
            jobsWithoutResults++;
        }
        return text(job, route, resent);
    }

    private boolean wanted(OutgoingObject object, Route route) {
        return route.wants(object) && wanted(object.kind());
    }

    private boolean wanted(ResultKind kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }

    private String text(Job job, Route route, ResendResult resent) {
        List<String> lines = new ArrayList<>();
        addLine(lines, resent.due(), "due now");
        addLine(lines, resent.sending(), "currently being sent");
        if (!resent.missing().isEmpty()) {
            resultsMissing = true;
            String files =
                    resent.missing().stream()
                            .map(object -> object.file().toString())
                            .collect(Collectors.joining(", "));
            lines.add("not possible: the files are gone (" + files + ")" + rescore(job));
        }
        if (resent.known() == 0) {
            resultsMissing = true;
            lines.add(
                    "not possible: an earlier release scored it without a destination"
                            + rescore(job));
        } else {
            route.results().stream()
                    .filter(form -> wanted(form.kind()) && !has(resent, form))
                    .sorted(Comparator.comparing(ResultForm::label))
                    .forEach(form -> lines.add(notWritten(form) + rescore(job)));
        }
        return String.join("; ", lines);
    }

    private static String rescore(Job job) {
        return "; brixia-node jobs rescore " + job.id() + " writes results anew";
    }

    private String notWritten(ResultForm form) {
        resultsMissing = true;
        return "no %s of the form %s was written at its scoring"
                .formatted(form.kind().label(), form.label());
    }

    private static boolean has(ResendResult resent, ResultForm form) {
        return List.of(resent.due(), resent.sending(), resent.missing()).stream()
                .flatMap(List::stream)
                .anyMatch(form::isOf);
    }

    private static void addLine(List<String> lines, List<OutgoingObject> objects, String what) {
        if (!objects.isEmpty()) {
            lines.add(
                    objects.stream()
                                    .map(object -> object.kind().name())
                                    .collect(Collectors.joining(", "))
                            + " "
                            + what);
        }
    }
}
