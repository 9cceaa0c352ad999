// The string literals of a TypeScript or JavaScript file, for checks of what people will read.
import ts from 'typescript';

/**
 * @param {string} file used for messages and the dialect
 * @param {string} source
 * @returns {{line: number, text: string}[]} templates with their holes as `{{}}`
 */
export function textLiterals(file, source) {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found = [];
  const add = (node, text) =>
    found.push({ line: tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1, text });
  const visit = (node) => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) add(node, node.text);
    if (ts.isTemplateExpression(node)) {
      add(
        node,
        node.head.text + node.templateSpans.map((span) => `{{}}${span.literal.text}`).join(''),
      );
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}
