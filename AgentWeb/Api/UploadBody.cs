using AgentWeb.Core.Files;
using AgentWeb.Hosting;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace AgentWeb.Api;

/// <summary>
/// The body of an upload, read part by part as it comes: the framework's own forms would put the file on disk first, and it would be
/// written twice.
/// </summary>
internal static class UploadBody
{
    /// <summary>Room for what a form has around the file.</summary>
    private const int FormOverhead = 64 * 1024;

    private const int MaxBoundaryLength = 100;
    private const int BufferSize = 32 * 1024;

    /// <summary>Lets the request be as large as the largest file that is allowed now.</summary>
    /// <exception cref="BadHttpRequestException">It says that it is larger (413).</exception>
    public static void AllowSize(HttpContext context, FilesOptions limits) => BodyLimit.Set(context, limits.MaxSize + FormOverhead);

    /// <summary>How large the file is at least, going by the size of the request; null when that is not announced.</summary>
    public static long? AnnouncedSize(HttpRequest request) =>
        request.ContentLength is { } length ? Math.Max(0, length - FormOverhead) : null;

    /// <summary>Reads on to the part of the form that is the file.</summary>
    /// <returns>Its name and content; null when there is none.</returns>
    /// <exception cref="BadHttpRequestException">It is no form, or one that breaks off.</exception>
    public static async Task<(string? Name, Stream Content)?> FindFileAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadHttpRequestException("No form", StatusCodes.Status415UnsupportedMediaType);
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrWhiteSpace(boundary) || boundary.Length > MaxBoundaryLength)
        {
            throw new BadHttpRequestException("No boundary");
        }

        var reader = new MultipartReader(boundary, request.Body, BufferSize);
        try
        {
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
                    && disposition.IsFileDisposition()
                    && HeaderUtilities.RemoveQuotes(disposition.Name).Equals("file", StringComparison.Ordinal))
                {
                    var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName);
                    return (name.Value, section.Body);
                }
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The form breaks off", broken);
        }

        return null;
    }
}
