using System.Text.Json;
using AgentWeb.Core.Results;

namespace AgentWeb.Core.Import;

/// <summary>Goes through the conversations of a file. Two files are read at a time: it takes memory, and others' replies go on meanwhile.</summary>
public sealed class ReadImport
{
    private readonly SemaphoreSlim _lane = new(2);

    /// <summary>Hands every conversation of the file to <paramref name="take"/>, together with its number in the file.</summary>
    /// <returns>Null, or why the file cannot be read; what was handed out before that must not count.</returns>
    internal async Task<Error?> EachAsync(Stream file, Func<int, JsonElement, Task> take, CancellationToken cancellationToken)
    {
        await _lane.WaitAsync(cancellationToken);
        try
        {
            file.Position = 0;
            var index = 0;
            await foreach (var value in ImportFile.ReadAsync(file, cancellationToken))
            {
                if (index >= ImportLimits.Conversations)
                {
                    return new("too_many_conversations", $"The file has more than {ImportLimits.Conversations:N0} conversations.");
                }

                await take(index++, value);
            }

            return index > 0 ? null : new("nothing_found", "There is no conversation in this file.");
        }
        catch (ImportRefusedException refused)
        {
            return refused.Error;
        }
        catch (JsonException)
        {
            return new("malformed_json", "The file is not valid JSON, or it is nested too deeply. Choose the file as it was exported.");
        }
        catch (InvalidDataException)
        {
            return new("zip_invalid", "The ZIP file is damaged. Download it again.");
        }
        finally
        {
            _lane.Release();
        }
    }
}
