using System.Text.Json;
using Microsoft.Playwright;

namespace AgentWeb.Bench.Latency;

/// <summary>
/// What a page showed, and when. Times are milliseconds of <c>performance.now()</c>, which browsers round to 0.1 ms.
/// </summary>
/// <param name="EnterAt">When Enter was pressed.</param>
/// <param name="FirstTextAt">When the answer first had text.</param>
/// <param name="EndAt">When <see cref="PageProbe.Marker"/> was shown; 0 when it was not.</param>
/// <param name="LongestTask">Longest block of the main thread that the browser reports (over 50 ms), in milliseconds; 0 for none.</param>
/// <param name="Times">When the text changed.</param>
/// <param name="Lengths">Characters that were shown then, or the number of the last numbered word.</param>
internal sealed record PageRecord(double EnterAt, double FirstTextAt, double EndAt, double LongestTask, double[] Times, int[] Lengths);

/// <summary>
/// The script that watches an answer grow, from inside the page. It also sees its end: a test tool that asks again and again whether the page
/// is complete runs in the page's own thread, and describes all of the page for its error message each time that it is not.
/// </summary>
internal static class PageProbe
{
    /// <summary>A word at the end of answers whose end is measured.</summary>
    public const string Marker = "ENDOFREPLY";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>Starts to watch. Without <c>watchText</c> only the beginning and the end are looked for, which costs nothing that grows.</summary>
    public const string Start = """
        ({ replies, complete, replyCount, watchText, watchNumbers }) => {
          const probe = { enterAt: 0, firstTextAt: 0, endAt: 0, longestTask: 0, times: [], lengths: [] };
          const lastText = node => {
            for (let child = node.lastChild; child; child = child.previousSibling) {
              const text = child.nodeType === Node.TEXT_NODE ? child.data.trim() : child.nodeType === Node.ELEMENT_NODE ? lastText(child) : '';
              if (text) return text;
            }
            return '';
          };
          let length = 0;
          let end;
          window.probeEnd = new Promise(resolve => end = resolve);
          const look = () => {
            const reply = document.querySelectorAll(replies)[replyCount];
            if (!reply) return;
            const now = performance.now();
            if (!probe.firstTextAt && lastText(reply)) probe.firstTextAt = now;
            if (!probe.endAt && lastText(reply).includes('ENDOFREPLY')) probe.endAt = now;
            if (watchText || watchNumbers) {
              const shown = watchText ? reply.textContent.length : Number(/n(\d+)$/.exec(lastText(reply))?.[1] ?? length);
              if (shown !== length) {
                probe.times.push(now);
                probe.lengths.push(length = shown);
              }
            }
            // The browser reports blocks of the main thread somewhat later.
            if (reply.matches(complete)) setTimeout(stop, 200);
          };
          const stop = () => {
            document.removeEventListener('keydown', onKey, { capture: true });
            mutations.disconnect();
            tasks.disconnect();
            end(JSON.stringify(probe));
          };
          const onKey = event => { if (event.key === 'Enter') probe.enterAt = event.timeStamp; };
          const mutations = new MutationObserver(look);
          const tasks = new PerformanceObserver(list => {
            for (const task of list.getEntries()) probe.longestTask = Math.max(probe.longestTask, task.duration);
          });
          document.addEventListener('keydown', onKey, { capture: true });
          mutations.observe(document.body, { childList: true, characterData: true, subtree: true, attributeFilter: ['data-status', 'data-done'] });
          tasks.observe({ type: 'longtask' });
        }
        """;

    /// <summary>Waits until the page says that the answer is complete, and gives what was seen.</summary>
    /// <exception cref="TimeoutException">It never said so.</exception>
    public static async Task<PageRecord> EndAsync(IPage page) => JsonSerializer.Deserialize<PageRecord>(
        await page.EvaluateAsync<string>("() => window.probeEnd").WaitAsync(Longest), JsonSerializerOptions.Web)!;
}
