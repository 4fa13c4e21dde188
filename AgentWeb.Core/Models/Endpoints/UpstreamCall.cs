using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;

namespace AgentWeb.Core.Models.Endpoints;

/// <summary>
/// One request to a model server, from sending it to closing it. Closing is what Stop waits for: when <see cref="DisposeAsync"/> has
/// returned, the connection of an answer that was not read to its end is closed and the server has been told.
/// </summary>
internal sealed class UpstreamCall(OpenAI.Chat.ChatClient client, ModelErrors errors, CancellationToken caller) : IAsyncDisposable
{
    // Counts and the end mark follow the finish reason at once; a server that then keeps the connection open has nothing to say.
    private static readonly TimeSpan GraceAfterFinish = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan GraceAfterDone = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _closing = CancellationTokenSource.CreateLinkedTokenSource(caller);
    private readonly CallRecord _record = errors.Begin();
    private PipelineResponse? _response;
    private AnswerReader? _reader;
    private IAsyncEnumerator<Chunk>? _chunks;
    private bool _anyChunk;

    /// <summary>Sends the request and waits for the beginning of the answer.</summary>
    public async Task SendAsync(BinaryData body)
    {
        _record.Sent = body.ToMemory().Length;
        try
        {
            using var content = BinaryContent.Create(body);
            var options = new RequestOptions
            {
                BufferResponse = false,
                CancellationToken = _closing.Token,
                ErrorOptions = ClientErrorBehaviors.NoThrow,
            };
            var result = await client.CompleteChatAsync(content, options);
            _response = result.GetRawResponse();
            _record.Status = _response.Status;
        }
        catch (Exception exception) when (IsConnectionFailure(exception))
        {
            throw Translate(exception, begun: false);
        }

        if (_response.Status is < 200 or >= 300)
        {
            var said = await ErrorText.ReadAsync(_response.ContentStream, _closing);
            _record.Received = Encoding.UTF8.GetByteCount(said);
            throw errors.Refused(_response, said);
        }

        _reader = new AnswerReader(_response.ContentStream ?? Stream.Null, () => _closing.CancelAfter(GraceAfterDone));
        _chunks = _reader.ReadAsync(_closing.Token).GetAsyncEnumerator(_closing.Token);
    }

    /// <summary>The next chunk, or null when <paramref name="reply"/> is complete.</summary>
    /// <exception cref="ModelException">The answer broke off, ended incomplete, or is none.</exception>
    public async ValueTask<Chunk?> NextAsync(ReplyBuilder reply)
    {
        try
        {
            if (await _chunks!.MoveNextAsync())
            {
                _anyChunk = true;
                var chunk = _chunks.Current;
                if (chunk.Error is { } error)
                {
                    throw errors.Inside(error);
                }

                if (chunk.FinishReason is not null && reply.FinishReason is null)
                {
                    _closing.CancelAfter(GraceAfterFinish);
                }

                return chunk;
            }
        }
        catch (Exception exception) when (reply.FinishReason is not null && !caller.IsCancellationRequested && IsConnectionFailure(exception))
        {
            // Everything had come; how the connection ends behind it does not matter.
        }
        catch (Exception exception) when (IsConnectionFailure(exception))
        {
            throw Translate(exception, reply.Begun);
        }

        CheckComplete(reply);
        return null;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        if (_chunks is not null)
        {
            await _chunks.DisposeAsync();
            errors.LeftOut(_reader!.Unreadable);
            _record.Received = _reader.BytesRead;
        }

        _response?.Dispose();
        _closing.Dispose();
        _record.End();
    }

    private static bool IsConnectionFailure(Exception exception) =>
        exception is OperationCanceledException or IOException or HttpRequestException or ClientResultException or InvalidDataException;

    private void CheckComplete(ReplyBuilder reply)
    {
        if (_reader!.IsDocument && reply.Begun)
        {
            // A document that could be parsed is whole.
            reply.AssumeStop();
        }
        else if (reply.FinishReason == FinishReasons.Error)
        {
            throw errors.Make(ModelErrorCode.Server);
        }
        else if (reply.FinishReason is null)
        {
            var isReply = _anyChunk && !_reader.IsDocument;
            throw errors.Make(isReply ? ModelErrorCode.Interrupted : ModelErrorCode.BadResponse);
        }
    }

    private Exception Translate(Exception exception, bool begun) => exception switch
    {
        OperationCanceledException when caller.IsCancellationRequested => new OperationCanceledException(exception.Message, exception, caller),
        // The caller's token excepted, only the time limit for connecting cancels; or our own after an end mark.
        OperationCanceledException => errors.Make(_chunks is null ? ModelErrorCode.Timeout : ModelErrorCode.Interrupted, exception),
        InvalidDataException => errors.Make(ModelErrorCode.BadResponse, exception),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => errors.Make(ModelErrorCode.BadResponse, exception),
        ClientResultException { InnerException: HttpRequestException or IOException or OperationCanceledException } => Translate(exception.InnerException, begun),
        _ => errors.Make(begun ? ModelErrorCode.Interrupted : ModelErrorCode.Network, exception),
    };
}
