namespace AgentWeb.Core.Data.Entities;

/// <summary>What a kind of job means, said once.</summary>
public static class JobKinds
{
    /// <summary>Whether it writes a reply that a person waits for; else it writes about the conversation, in the background.</summary>
    public static bool WritesReply(this JobKind kind) => kind is JobKind.Reply or JobKind.Continuation;

    /// <summary>Jobs that write replies: those that have a place in line.</summary>
    public static IQueryable<GenerationJob> OfReplies(this IQueryable<GenerationJob> jobs) =>
        jobs.Where(j => j.Kind == JobKind.Reply || j.Kind == JobKind.Continuation);
}
