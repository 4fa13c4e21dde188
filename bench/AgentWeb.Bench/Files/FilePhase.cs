using AgentWeb.E2E.Infrastructure.Server;

namespace AgentWeb.Bench.Files;

/// <summary>Something that is done with files while streams run.</summary>
/// <param name="Name">What it is called on the command line and in the table.</param>
/// <param name="ExpectedSeconds">About how long it takes; only the length of the streams depends on it.</param>
/// <param name="RunAsync">Does it.</param>
internal sealed record FilePhase(string Name, int ExpectedSeconds, Func<ApiUser, Task> RunAsync)
{
    /// <summary>All there are; <c>files</c> is what the bar is about, and the others are its parts.</summary>
    public static IReadOnlyList<FilePhase> All { get; } =
    [
        new("files", 16, async person =>
        {
            await FileWork.UploadTextAsync(person);
            await FileWork.UploadPdfAsync(person);
            await FileWork.ProcessedAsync(person);
        }),
        new("upload", 2, async person =>
        {
            await FileWork.UploadTextAsync(person);
            await FileWork.DeleteAllAsync(person);
        }),
        new("text", 12, async person =>
        {
            await FileWork.UploadTextAsync(person);
            await FileWork.ProcessedAsync(person);
        }),
        new("pdf", 6, async person =>
        {
            await FileWork.UploadPdfAsync(person);
            await FileWork.ProcessedAsync(person);
        }),
    ];
}
